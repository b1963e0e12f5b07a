using System.Globalization;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Kernel;
using Hejie.Matters.Intake;
using Hejie.Matters.Reading;
using Hejie.Operations;
using Hejie.Rules.Procedures;
using Hejie.Ui;
using Hejie.Ui.Forms;
using Hejie.Ui.Pieces;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Handling;

/// <summary>Any move of any procedure: its form as the procedure's file states it. Nothing typed is ever lost to an error.</summary>
[Access(Access.Matter)]
[MostBytes(MostBytes)]
internal sealed class MoveModel(
    StaffMatters read, MakeMove make, MoveForm offers, MoveFiles files, HejieDb db, CatalogueHolder catalogue, DirectoryHolder holder, IWords words, TimeProvider time) : PageModel
{
    /// <summary>Ten files of ten MB, and the rest of the form. A larger file is read to its end, so that the page can say so.</summary>
    private const long MostBytes = 128L << 20;

    private IReadOnlyList<StoredFile> _files = [];

    [FromRoute]
    public int County { get; set; }

    [FromRoute]
    public Guid Id { get; set; }

    [FromRoute(Name = "move")]
    public string Name { get; set; } = "";

    /// <summary>The matters chosen on the desk that follow this one.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Then { get; set; }

    public StaffMatter View { get; private set; } = null!;

    public ChosenMatters Chosen => ChosenMatters.Parse([Then]);

    public Move Move { get; private set; } = null!;

    public FormState Form { get; private set; } = FormState.Empty;

    public IReadOnlyDictionary<string, IReadOnlyList<Choice>> Choices { get; private set; } = new Dictionary<string, IReadOnlyList<Choice>>();

    /// <summary>Whether the move can be made now.</summary>
    public bool Open { get; private set; }

    /// <summary>What others did since this form was opened; null where nobody did.</summary>
    public IReadOnlyList<TimelineItem>? Meanwhile { get; private set; }

    /// <summary>What makes the form repeatable: sent five times, it is one move.</summary>
    public string Once { get; private set; } = "";

    public string Title => words[Move.Title];

    public string Subject => View.Matter.Row.Summary
        ?? words["desk.untitled", KindWords.Of(View.Procedure, View.State.Kind, words),
            holder.Current.Place(Rules.Places.PlaceCode.Of(View.State.Place))?.Name];

    /// <summary>Whether the parties read every text of the form: then it is said once.</summary>
    public bool AllRead => Move.Form.Count(IsText) > 1 && Move.Form.Where(IsText).All(asked => asked.ToResident);

    /// <summary>What the parties will be told, as far as it is known before the form is filled in.</summary>
    public string Told => words.Fill(
        Move.Tells,
        ("body", Move.OwnerField is not null ? words["move.chosen-body"]
            : holder.Current.NameOf(
                (Move.OwnerSuperior ? holder.Current.SuperiorOf(View.State.Owner) : Move.OwnerBack ? View.State.SentBy : null) ?? View.Scope.Body.Id)),
        ("number", View.State.Number ?? words["move.number"]));

    public bool HasFiles => Move.Form.Any(asked => asked.Type == FieldType.Files);

    public IReadOnlyList<KeptFile> Kept => files.Kept(View, _files);

    /// <summary>The summary with the part that names a person marked, once it was refused for it.</summary>
    public (string Before, string Found, string After)? Marked
    {
        get
        {
            if (Form.Errors.All.FirstOrDefault(error => error.Code == "summary.personal") is not { Detail: { } found } error
                || Form[error.Field].IndexOf(found, StringComparison.OrdinalIgnoreCase) is not (>= 0 and var at))
                return null;
            var text = Form[error.Field];
            return (text[..at], text.Substring(at, found.Length), text[(at + found.Length)..]);
        }
    }

    /// <summary>What was typed and can be copied where the move can no longer be made.</summary>
    public IEnumerable<(string Label, string Text)> Typed =>
        Move.Form.Where(asked => asked.Type is FieldType.Text or FieldType.LongText or FieldType.Summary && Form[asked.Name].Length > 0)
            .Select(asked => (words[asked.Label], Form[asked.Name]));

    /// <summary>Help under a question: the procedure's own, else who reads the answer.</summary>
    public string? Hint(Field field) =>
        field.Hint is { } hint ? words[hint] : IsText(field) && field.ToResident && !AllRead ? words["move.read-by"] : null;

    /// <summary>Which body is suggested first, and why; null where none is.</summary>
    public string? Suggested(Field field) => offers.Why(View, Move, field);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return NotFound();
        Once = Guid.NewGuid().ToString("N");
        Form = new FormState(offers.Proposed(Move), Open ? FormErrors.None : Closed());
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return NotFound();
        var raw = new Dictionary<string, string>(FormState.Raw(Request.Form));
        Once = raw.GetValueOrDefault("once") is { Length: > 0 and <= 64 } once ? once : Guid.NewGuid().ToString("N");
        var errors = new List<FieldError>();
        if (Move.Form.FirstOrDefault(field => field.Type == FieldType.Files) is { } asksFiles)
        {
            (_files, var refused) = await files.ReadAsync(View, asksFiles, Request.Form, cancel);
            errors.AddRange(refused);
            raw.Remove(asksFiles.Name);
        }

        // A button inside the form asks for one more person or takes a file out: nothing is checked yet.
        if (raw.ContainsKey(PeopleControl.Add) || raw.Keys.Any(key => key.EndsWith(".remove", StringComparison.Ordinal)))
            return Again(raw, new FormErrors(errors, Move.Form));
        if (errors.Count > 0)
            return Again(raw, new FormErrors(errors, Move.Form));

        return await MakeAsync(raw, cancel) switch
        {
            Written.Done or Written.Replayed => await LeaveAsync(cancel),
            Written.Invalid invalid => Again(raw, new FormErrors(invalid.Errors, Move.Form)),
            Written.Conflict => await ConflictAsync(raw, cancel),
            Written.Refused refused => Again(raw, FormErrors.Whole(refused.Code, refused.Detail)),
            Written.KeyReused => Again(raw, FormErrors.None),
            _ => NotFound(),
        };
    }

    private Task<Written> MakeAsync(Dictionary<string, string> raw, CancellationToken cancel)
    {
        var answers = Move.Form.Where(field => field.Type != FieldType.Files).SelectMany(field => raw.Where(pair =>
            pair.Key == field.Name || pair.Key.StartsWith(field.Name + ".", StringComparison.Ordinal))).ToDictionary();
        var request = string.Join('\n', answers.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key + "=" + pair.Value).Prepend(Name));
        int? seen = int.TryParse(raw.GetValueOrDefault("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
        return make.RunAsync(View.Scope.Matter(db, County, Id), new MoveRequest
        {
            Move = Name,
            Actor = View.Scope.Actor,
            Answers = answers,
            Check = new VersionCheck(seen ?? -1, Strict: false),
            Files = _files,
            Request = RequestKey.For(FormattableString.Invariant($"staff/{View.Scope.Account}/{Id:N}"), Once, request),
        }, cancel);
    }

    /// <summary>On to the next that was chosen, else back to the matter; to the desk where it went to another body with this move.</summary>
    private async Task<IActionResult> LeaveAsync(CancellationToken cancel) =>
        Redirect(Chosen.Path
            ?? (await View.Scope.Matter(db, County, Id).AnyAsync(cancel) ? View.Path : "/desk") + "?done=" + Uri.EscapeDataString(Name));

    /// <summary>Somebody else was first: the page says what they did, and keeps what was typed.</summary>
    private async Task<IActionResult> ConflictAsync(Dictionary<string, string> raw, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var seen = int.TryParse(raw.GetValueOrDefault("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
        if (!await LoadAsync(cancel))
            return NotFound();
        var story = read.Story(View);
        var changes = View.Entries.Select(EntryCodec.Header).Where(entry => entry.Effects.Count > 0).Skip(seen).Select(entry => entry.Number).ToHashSet();
        Meanwhile =
        [
            .. story.Steps.Where(step => changes.Contains(step.Number))
                .Select(step => new TimelineItem(step.At, step.Text, step.By, [.. step.Details.Select(detail => (detail.Label, detail.Value))])),
        ];
        Response.StatusCode = StatusCodes.Status409Conflict;
        Once = Guid.NewGuid().ToString("N");
        return Again(raw, Open ? FormErrors.None : Closed());
    }

    private PageResult Again(IReadOnlyDictionary<string, string> raw, FormErrors errors)
    {
        Form = new FormState(raw, errors);
        return Page();
    }

    private async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (await read.FindAsync(County, Id, cancel) is not { } view || !view.Procedure.Moves.TryGetValue(Name, out var move))
            return false;
        (View, Move) = (view, move);
        Open = Interpreter.Open(view.Procedure, view.State, view.Scope.Actor, catalogue.Current.Now(time, holder.Current)).Contains(move);
        Choices = await offers.ChoicesAsync(view, move, cancel);
        return true;
    }

    private static bool IsText(Field field) => field.Type is FieldType.Text or FieldType.LongText;

    /// <summary>Why the move cannot be made now, as the rules say it.</summary>
    private FormErrors Closed() =>
        Interpreter.Apply(View.Procedure, View.State, Move, View.Scope.Actor, Answers.None, catalogue.Current.Now(time, holder.Current)) is Outcome.Refused refused
            ? FormErrors.Whole(refused.Code, refused.Detail)
            : FormErrors.Whole("move.state");
}
