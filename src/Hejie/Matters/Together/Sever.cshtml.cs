using System.Globalization;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Matters.Handling;
using Hejie.Rules.Procedures;
using Hejie.Ui;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Matters.Together;

/// <summary>Makes a part of a matter one of its own: whose it is, what kind, and what was told of it.</summary>
[Access(Access.Work)]
internal sealed class SeverModel(StaffMatters read, SeverPart sever, MatterLines lines, IWords words) : PageModel
{
    private IReadOnlyList<KnownParty> _parties = [];

    [FromRoute]
    public int County { get; set; }

    [FromRoute]
    public Guid Id { get; set; }

    public StaffMatter Matter { get; private set; } = null!;

    public FormState Form { get; private set; } = FormState.Empty;

    /// <summary>What makes the form repeatable.</summary>
    public string Once { get; private set; } = Guid.NewGuid().ToString("N");

    /// <summary>The questions that the procedure asks of who files; files stay where they were sent.</summary>
    public IEnumerable<Field> Intake => Matter.Procedure.Intake.Where(asked => asked.Type != FieldType.Files);

    public IReadOnlyList<Choice> Parties => [.. _parties.Select(party => new Choice(
        party.Ordinal.ToString(CultureInfo.InvariantCulture),
        words["party." + (party.Role == PartyRole.Filer ? "filer" : party.Role == PartyRole.Respondent ? "respondent" : "third")] + " " + (party.Person.Name.Length > 0 ? party.Person.Name : words["matter.nameless"])))];

    public IReadOnlyList<Choice> Kinds => [.. Matter.Procedure.Kinds.Select(kind => new Choice(kind.Code, words[kind.Label]))];

    public string Title => lines.Title(new Related(
        County, Id, Matter.Matter.Row.Summary, Matter.State.Procedure, Matter.State.Kind, Matter.State.Place, Matter.State.Name, Matter.Matter.Row.Opened, null));

    public IReadOnlyList<Choice> Options(Field field) => field.Type == FieldType.Remedy ? [.. Matter.Procedure.Remedies.Select(remedy => new Choice(remedy.Code, words[remedy.Label]))] : [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel))
            return NotFound();
        Form = new FormState(new Dictionary<string, string> { ["party"] = "1", ["kind"] = Matter.State.Kind }, FormErrors.None);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!await LoadAsync(cancel) || !Matter.Opened)
            return NotFound();
        var raw = FormState.Raw(Request.Form);
        Once = raw.GetValueOrDefault("once") is { Length: > 0 and <= 64 } once ? once : Once;
        if (raw.ContainsKey(PeopleControl.Add) || raw.Keys.Any(key => key.EndsWith(".remove", StringComparison.Ordinal)))
            return Again(raw, FormErrors.None);
        var answers = Intake.SelectMany(field => raw.Where(pair => pair.Key == field.Name || pair.Key.StartsWith(field.Name + ".", StringComparison.Ordinal))).ToDictionary();
        var told = string.Join('\n', raw.Where(pair => pair.Key != "version").OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key + "=" + pair.Value));
        var part = new Severance
        {
            Party = Number(raw, "party") ?? 0,
            Kind = raw.GetValueOrDefault("kind", ""),
            Answers = answers,
            Check = new VersionCheck(Number(raw, "version") ?? -1, Strict: false),
            Request = RequestKey.For(FormattableString.Invariant($"staff/{Matter.Scope.Account}/{Id:N}"), Once, told),
        };
        return await sever.RunAsync(Matter.Scope, County, Id, part, cancel) switch
        {
            Written.Done or Written.Replayed => Redirect(Matter.Path + "#together"),
            Written.Invalid invalid => Again(raw, new FormErrors(invalid.Errors, [.. Matter.Procedure.Intake])),
            Written.Refused refused => Again(raw, FormErrors.Whole(refused.Code, refused.Detail)),
            Written.Conflict => Again(raw, FormErrors.Whole("version.conflict")),
            Written.KeyReused => Again(raw, FormErrors.Whole("repeat.reused")),
            _ => NotFound(),
        };
    }

    private static int? Number(IReadOnlyDictionary<string, string> raw, string name) =>
        int.TryParse(raw.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private PageResult Again(IReadOnlyDictionary<string, string> raw, FormErrors errors)
    {
        Form = new FormState(raw, errors);
        if (errors.Any)
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> LoadAsync(CancellationToken cancel)
    {
        if (await read.FindAsync(County, Id, cancel) is not { } view || view.State.Owner != view.Scope.Body.Id || view.State.HasEnded)
            return false;
        Matter = view;
        _parties = await read.PartiesAsync(view, cancel);
        return true;
    }
}
