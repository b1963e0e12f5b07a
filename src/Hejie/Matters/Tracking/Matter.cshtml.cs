using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Kernel;
using Hejie.Matters.Reading;
using Hejie.Matters.Together;
using Hejie.Operations;
using Hejie.Referrals;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Ui;
using Hejie.Ui.Pieces;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Matters.Tracking;

/// <summary>Where a party's matter is, who has it, what is promised by when and why, and what the party can do now.</summary>
[Access(Access.Party)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class MatterModel(
    ReadOwnMatter read, PartySession session, OpenPart parts, CatalogueHolder catalogue, DirectoryHolder directory, IWords words, TimeProvider time) : PageModel
{
    private const string Sitting = "sitting";

    private PartyKey _party = null!;

    /// <summary>The matter, or null where its people are forgotten.</summary>
    public OwnMatter? Own { get; private set; }

    /// <summary>What the party did just now, or null.</summary>
    public string? Done { get; private set; }

    /// <summary>What is expected of the party now, if anything: the answer that is waited for, and what can only be said in these days.</summary>
    public IReadOnlyList<Move> Expected { get; private set; } = [];

    /// <summary>What the party may do besides: add, decline, withdraw.</summary>
    public IReadOnlyList<Move> Free { get; private set; } = [];

    /// <summary>The date that matters most, or null.</summary>
    public ClockView? Promise { get; private set; }

    /// <summary>The other dates.</summary>
    public IReadOnlyList<ClockView> Others { get; private set; } = [];

    /// <summary>The bodies that were called, and how far each has come.</summary>
    public IReadOnlyList<ReferralView> Called { get; private set; } = [];

    /// <summary>What the party told with this and is a matter of its own by now, and what this was told with; each with its words.</summary>
    public IEnumerable<(Guid Other, string Word)> Parts => Own!.State.Severed.Where(part => part.Party == _party.Ordinal).Select(part => (part.Matter, "track.part"))
        .Concat(Own.State.SeveredFrom is { } from && _party.Role == PartyRole.Filer ? [(from, "track.part-of")] : []);

    /// <summary>Today in Asia/Shanghai.</summary>
    public DateOnly Today => LegalTime.DateOf(time.GetUtcNow());

    /// <summary>The day of the matter, from 1.</summary>
    public int Days => Today.DayNumber - LegalTime.DateOf(LegalTime.Instant(Own!.Matter.Row.Opened)).DayNumber + 1;

    /// <summary>The official number, or the procedure before there is one.</summary>
    public string Numbered => Own!.State.Number ?? words[Own.Procedure.Title];

    /// <summary>The body above the one that has it.</summary>
    public string Superior => directory.Current.SuperiorOf(Own!.State.Owner) is { } above ? directory.Current.NameOf(above) : directory.Current.NameOf(Own.State.Owner);

    /// <summary>Other ways that were named when it ended without a result.</summary>
    public IReadOnlyList<StoryDetail> Outcome => Own!.LastOf(move => move.To == Own.State.Name)?.Details ?? [];

    /// <summary>The stages, told as dots; where it ended early, those it never came to are left out.</summary>
    public IReadOnlyList<PathDot> Dots
    {
        get
        {
            var stages = Own!.Procedure.Stages;
            int At(string stage) => stages.Select((option, index) => (option, index)).First(pair => pair.option.Code == stage).index;
            var now = At(Own.At.Stage);
            var early = Own.At.Ending is Ending.Refused or Ending.Unsettled or Ending.Withdrawn
                || (Own.At.Closing && Own.State.Trail is [.., var before] && At(Own.Procedure.States[before].Stage) + 1 < now);
            var reached = Own.Headers.SelectMany(header => header.Effects).OfType<Effect.Entered>()
                .Select(entered => At(Own.Procedure.States[entered.State].Stage)).Where(stage => stage != now).DefaultIfEmpty(0).Max();
            return
            [
                .. stages.Select((stage, index) => (stage, index)).Where(pair => !early || pair.index <= reached || pair.index >= now)
                    .Select(pair => new PathDot(words[pair.stage.Label], pair.index < now ? PathPlace.Past : pair.index == now ? PathPlace.Now : PathPlace.Ahead)),
            ];
        }
    }

    /// <summary>Who has it, how they are reached, and the next sitting.</summary>
    public IReadOnlyList<(string, string?)> Facts
    {
        get
        {
            var state = Own!.State;
            var body = directory.Current.Body(state.Owner);
            var post = state.Assignee is { } assignee ? directory.Current.Post(assignee)?.Name : null;
            var sitting = state.Work.FirstOrDefault(work => work.Kind == Sitting && work.Due is not null);
            return
            [
                (words["track.who"], post is null ? body?.Name : $"{body?.Name} · {post}"),
                (words["track.telephone"], body is null ? null : words["track.hours", body.Telephone]),
                (words["track.next"], sitting is null ? null : words.Moment(LegalTime.Instant(sitting.Due!.Value), Today)),
                .. sitting is null ? [] : SittingDetails(),
            ];
        }
    }

    /// <summary>What happened, the newest first.</summary>
    public IReadOnlyList<TimelineItem> Timeline =>
    [
        .. Own!.Story.Steps.Select(step => new TimelineItem(
            step.At, step.Text, step.By.Length == 0 || step.Text.StartsWith(step.By, StringComparison.Ordinal) ? null : step.By,
            step.Number == Own.Agreement?.Number ? null : [.. step.Details.Select(detail => (detail.Label, detail.Value))],
            Own.Headers[step.Number - 1].Kind == Handling.PassClocks.Kind ? Urgency.Late : Urgency.None)),
    ];

    /// <summary>The party's own files.</summary>
    public IReadOnlyList<(Guid Id, string Name, long Size)> Files => [.. Own!.Files.Select(file => (file.Id, file.OpenName(Own.Matter.Key), file.Size))];

    /// <summary>Shows the matter.</summary>
    public async Task OnGetAsync(string? done, CancellationToken cancel)
    {
        _party = (await session.FindAsync())!;
        Own = await read.RunAsync(_party, cancel);
        if (Own is null)
            return;
        var circumstances = catalogue.Current.Now(time, directory.Current);
        Move[] open = [.. Interpreter.Open(Own.Procedure, Own.State, _party.Actor, circumstances).OrderBy(Rank)];
        // "Not solved" answers the same question as "solved": both stop the clock of the answer.
        var asked = open.Where(move => move.Tone == Tone.Primary).SelectMany(move => move.Stop).ToHashSet();
        Expected = [.. open.Where(move => move.Tone == Tone.Primary || move.Within.Count > 0 || move.Stop.Any(asked.Contains))];
        Free = [.. open.Except(Expected)];
        List<ClockView> clocks = [.. ClockView.Of(Own.State, catalogue.Current, directory.Current, words).Where(clock => !clock.IsOfCalled)];
        Promise = clocks.FirstOrDefault(clock => clock.Name == Own.At.Work?.Due) ?? (clocks is [var first, ..] ? first : null);
        // A day until which something could be asked for is told while it can be.
        Others = [.. clocks.Where(clock => clock != Promise && (clock.Binds || clock.Due >= Today || clock.Status == ClockStatus.Paused))];
        Called = ReferralView.Of(Own.State, directory.Current, words, time.GetUtcNow());
        Done = done is not null && Own.Procedure.Moves.TryGetValue(done, out var made) && Own.LastOf(move => move == made) is { } step ? step.Text : null;
    }

    /// <summary>Goes to a part of it, or back to what it was a part of.</summary>
    public async Task<IActionResult> OnPostPartAsync(Guid other, CancellationToken cancel)
    {
        if (await parts.RunAsync((await session.FindAsync())!, other, cancel) is not { } key)
            return NotFound();
        await session.GoOnAsync(key);
        return Redirect("/matter");
    }

    /// <summary>Leaves: nothing of the matter stays on the device.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await session.CloseAsync();
        Response.ClearSiteData();
        return Redirect("/");
    }

    /// <summary>The article, and what is still to be said of it: not read word for word, or counted on a provisional calendar.</summary>
    public string Law(ClockView clock) => string.Concat(
        clock.Article, clock.Verified ? "" : words["track.unverified"], clock.Provisional ? words["track.provisional"] : "");

    /// <summary>Whether a date that binds the body has passed: then the level above was told.</summary>
    public bool IsLate(ClockView clock) => clock.Binds && (clock.Status == ClockStatus.Passed || clock.Due < Today);

    /// <summary>The usual answer stands out; the others stand beside it.</summary>
    public Tone ToneOf(Move move) => move == Expected[0] && move.Tone == Tone.Primary ? Tone.Primary : Tone.Quiet;

    private static int Rank(Move move) => move.Tone switch { Tone.Primary => 0, Tone.Quiet => 1, _ => 2 };

    private IEnumerable<(string, string?)> SittingDetails() =>
        (Own!.LastOf(move => move.Opens.Any(work => work.Kind == Sitting))?.Details ?? []).Skip(1).Select(detail => (detail.Label, (string?)detail.Value));
}
