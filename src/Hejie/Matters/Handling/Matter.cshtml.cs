using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Live;
using Hejie.Matters.Forgetting;
using Hejie.Matters.Reading;
using Hejie.Matters.Together;
using Hejie.Mediation;
using Hejie.Operations;
using Hejie.Referrals;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Ui;
using Hejie.Ui.Pieces;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ClockLine = Hejie.Ui.Pieces.ClockLine;

namespace Hejie.Matters.Handling;

/// <summary>One matter on one page: what can be done, what is sealed, its dates, who answers for it, what happened.</summary>
[Access(Access.Matter)]
internal sealed class MatterModel(
    StaffMatters read, OpenSealed look, SimilarMatters similar, ReadTogether together, StaffScope session, LiveHub live, HejieDb db, CatalogueHolder catalogue, DirectoryHolder holder, IWords words, TimeProvider time) : PageModel
{
    private const int MostCompetent = 6;

    private int _agreement;

    [FromRoute]
    public int County { get; set; }

    [FromRoute]
    public Guid Id { get; set; }

    /// <summary>How far this page is, for its stream.</summary>
    public string From { get; private set; } = "";

    /// <summary>The move that was just made.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    /// <summary>The matters chosen on the desk that follow this one.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Then { get; set; }

    /// <summary>What is left of a matter whose people are forgotten; all else is then empty.</summary>
    public ForgottenMatter? Forgotten { get; private set; }

    public StaffMatter View { get; private set; } = null!;

    public ChosenMatters Chosen => ChosenMatters.Parse([Then]);

    public Story Story { get; private set; } = null!;

    public IReadOnlyList<Move> Moves { get; private set; } = [];

    public IReadOnlyList<KnownParty> Parties { get; private set; } = [];

    public IReadOnlyList<KnownFile> Files { get; private set; } = [];

    public IReadOnlyList<Similar> Similar { get; private set; } = [];

    /// <summary>What is handled together with it, what it was a part of, and its parts.</summary>
    public RelatedMatters Related { get; private set; } = null!;

    /// <summary>Whether the post's body has it, and may put others to it.</summary>
    public bool Owns => View.State.Owner == View.Scope.Body.Id && !View.State.HasEnded;

    public IReadOnlyList<ClockView> Clocks { get; private set; } = [];

    /// <summary>The bodies that were called, and how far each has come.</summary>
    public IReadOnlyList<ReferralView> Called => ReferralView.Of(View.State, Directory, words, Now);

    public DateTimeOffset Now { get; private set; }

    public DateOnly Today => LegalTime.DateOf(Now);

    public BodyDirectory Directory => holder.Current;

    public string Kind => KindWords.Of(View.Procedure, View.State.Kind, words);

    public string Place => Directory.Place(PlaceCode.Of(View.State.Place))?.FullName ?? "";

    public string PlaceName => Directory.Place(PlaceCode.Of(View.State.Place))?.Name ?? "";

    public string Title => View.Matter.Row.Summary ?? words["desk.untitled", Kind, PlaceName];

    public State State => View.Procedure.States[View.State.Name];

    /// <summary>Work of the post's own body besides the state's: a sitting to hold, a signature to attest, an order to give.</summary>
    public IEnumerable<WorkState> OwnWork => View.State.Work.Where(work => work.Body == View.Scope.Body.Id && !work.OfState);

    public IEnumerable<Body> Competent =>
        CompetentBodies.Serving(CompetentBodies.Kinds(View.Procedure), View.State, Directory).Take(MostCompetent);

    public IReadOnlyList<ClockLine> ClockLines => [.. Clocks.Select(Line)];

    /// <summary>The date of what has to be done in this state, or else the first that still runs.</summary>
    public ClockLine? Pressing
    {
        get
        {
            var ahead = Clocks.Where(clock => clock.Binds || clock.Due >= Today).ToList();
            return (ahead.Find(clock => clock.Name == PressingClock) ?? ahead.FirstOrDefault()) is { } clock ? Line(clock) : null;
        }
    }

    /// <summary>For who was called the date of the call, for who has the matter that of its state.</summary>
    private string? PressingClock => View.State.Owner != View.Scope.Body.Id && View.State.Referrals.FirstOrDefault(called => called.Body == View.Scope.Body.Id && called.IsOpen(View.State)) is { } referral
        ? referral.DueClock
        : State.Work?.Due;

    /// <summary>Whether the body itself has nothing to do before the resident does something.</summary>
    public bool WaitsOnResident => View.State.Owner == View.Scope.Body.Id && State.Work is { WaitsOnResident: true };

    /// <summary>One move stands out: the first of the usual ones.</summary>
    public Tone ToneOf(Move move) => move.Tone == Tone.Primary && move != Moves[0] ? Tone.Quiet : move.Tone;

    /// <summary>What happened. What stands above already, the account and the agreement, is not told twice.</summary>
    public IReadOnlyList<TimelineItem> Timeline => [.. Story.Steps.Select(step => new TimelineItem(
        step.At, step.Text, step.By.Length == 0 || step.Text.StartsWith(step.By, StringComparison.Ordinal) ? null : step.By,
        View.Opened && (step.Number == 1 || step.Number == _agreement) ? null : [.. step.Details.Select(detail => (detail.Label, detail.Value))]))];

    /// <summary>What was told at filing, once it is opened: all answers but the persons, who stand on their own.</summary>
    public IEnumerable<StoryDetail> Told
    {
        get
        {
            var labels = View.Procedure.Intake.Where(asked => asked.Type != FieldType.People).Select(asked => words[asked.Label]).Append(words["file.guardian"]).ToHashSet();
            return Story.Steps[^1].Details.Where(detail => labels.Contains(detail.Label));
        }
    }

    public bool HasAgreement => _agreement > 0 && IsWhole;

    /// <summary>Whether the post's body is shown all of the matter, and not only what it was called for.</summary>
    public bool IsWhole => View.Reading.Viewer is Viewer.Staff { Sight.IsWhole: true };

    public string? DoneTitle => Done is { } name && View.Procedure.Moves.TryGetValue(name, out var move) ? words[move.Title] : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        From = live.VectorOf(await session.RequireAsync(cancel)).ToString();
        if (await read.FindAsync(County, Id, cancel) is not { } view)
        {
            Forgotten = await read.ForgottenAsync(County, Id, cancel);
            Response.StatusCode = Forgotten is null ? Response.StatusCode : StatusCodes.Status410Gone;
            return Forgotten is null ? NotFound() : Page();
        }

        View = view;
        Now = time.GetUtcNow();
        Moves =
        [
            .. Interpreter.Open(view.Procedure, view.State, view.Scope.Actor, catalogue.Current.Now(time, Directory))
                .OrderBy(Rank).ThenBy(move => move.Tone == Tone.Primary ? move.From.Count : 0),
        ];
        Clocks = ClockView.Of(view.State, catalogue.Current, Directory, words);
        Story = read.Story(view);
        Parties = await read.PartiesAsync(view, cancel);
        Files = await read.FilesAsync(view, cancel);
        _agreement = ReadAgreement.Written(view.Entries);
        Similar = await similar.FindAsync(view, cancel);
        Related = await together.RunAsync(view, cancel);
        return Page();
    }

    private ClockLine Line(ClockView clock)
    {
        // A day until which a resident can do something presses nobody once it has passed.
        var gone = !clock.Binds && clock.Due < Today;
        var paused = clock.Status == ClockStatus.Paused;
        return new ClockLine(
            clock.Title, clock.Due, paused || gone ? Urgency.None : DueWords.UrgencyOf(LegalTime.Micros(clock.Ends), Now),
            paused ? words["piece.paused"] : gone ? words["matter.passed"] : words.Until(LegalTime.Micros(clock.Ends), Now),
            clock.Article.Length == 0 ? null : clock.Verified ? clock.Article : words["clock.unverified", clock.Article], clock.Steps, gone, clock.At);
    }

    /// <summary>Usual moves first; where something more waits, such as a sitting to record, what settles it comes before what is always possible.</summary>
    private int Rank(Move move) => move.Tone switch { Tone.Primary => 0, Tone.Quiet => 2, _ => 4 }
        + (move.Closes.Any(kind => View.State.Work.Any(work => work.Kind == kind)) ? 0 : 1);

    [Access(Access.Work)]
    public async Task<IActionResult> OnPostOpenAsync(string? purpose, CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        return await look.RunAsync(scope.Matter(db, County, Id), scope, purpose ?? "", cancel) switch
        {
            Written.Done => Redirect(FormattableString.Invariant($"/matters/{County}/{Id:N}{Chosen.Query('?')}#sealed")),
            Written.Invalid => BadRequest(),
            Written.Refused => StatusCode(StatusCodes.Status403Forbidden),
            _ => NotFound(),
        };
    }
}
