using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Matters.Handling;
using Hejie.Rules.Procedures;
using Hejie.Ui;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Matters.Together;

/// <summary>One move on several matters: one form, an entry for each, and what came of each.</summary>
[Access(Access.Matters)]
internal sealed class BatchMoveModel(
    StaffScope session, MakeMoves make, StaffMatters read, MoveForm offers, MatterLines lines, DirectoryHolder directory, IWords words, TimeProvider time) : PageModel
{
    private Scope _scope = null!;

    [FromRoute]
    public string Procedure { get; set; } = "";

    [FromRoute(Name = "move")]
    public string Name { get; set; } = "";

    /// <summary>The chosen, by their names.</summary>
    [BindProperty(Name = "m", SupportsGet = true)]
    public string? Names { get; set; }

    public MoveForMany Many { get; private set; } = null!;

    public FormState Form { get; private set; } = FormState.Empty;

    public IReadOnlyDictionary<string, IReadOnlyList<Choice>> Choices { get; private set; } = new Dictionary<string, IReadOnlyList<Choice>>();

    /// <summary>What makes the form repeatable.</summary>
    public string Once { get; private set; } = Guid.NewGuid().ToString("N");

    /// <summary>What came of each; null while the form is filled in.</summary>
    public IReadOnlyList<MadeOne>? Made { get; private set; }

    public string Self => $"/desk/batch/{Procedure}/{Name}" + BatchNames.Query(Many.Matters);

    public string BackTo => "/desk/batch" + BatchNames.Query(Many.Matters);

    /// <summary>Where those can be tried again that it was not made on; null where there are none, or only one.</summary>
    public string? Left => Made?.Where(one => !one.IsDone).Select(one => one.Matter).ToList() is { Count: > 1 } left
        ? $"/desk/batch/{Procedure}/{Name}" + BatchNames.Query(left) : null;

    public string Title(ChosenMatter matter) => lines.Title(matter.Line);

    public string? Hint(Field field) => field.Hint is { } hint ? words[hint] : field.ToResident && field.Type is FieldType.Text or FieldType.LongText ? words["move.read-by"] : null;

    public string Told() => words.Fill(Many.Move.Tells, ("body", directory.Current.NameOf(_scope.Body.Id)), ("number", words["move.number"]));

    /// <summary>What came of one, in words.</summary>
    public string Told(MadeOne one) => one.Written switch
    {
        Written.Done or Written.Replayed => words["batch.done"],
        Written.Refused refused => words.Error(refused.Code, refused.Detail),
        Written.Invalid invalid => string.Join(words["matter.and"], invalid.Errors.Select(error => words.Error(error.Code, error.Detail))),
        Written.Forgotten => words["forgotten.title"],
        _ => words["batch.gone"],
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) => await LoadAsync(cancel) ? Page() : Redirect("/desk");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var raw = FormState.Raw(Request.Form);
        Once = raw.GetValueOrDefault("once") is { Length: > 0 and <= 64 } once ? once : Once;
        if (!await LoadAsync(cancel))
            return Redirect("/desk");
        var errors = Wrong(raw);
        if (errors.Count > 0)
        {
            Form = new FormState(raw, new FormErrors(errors, Many.Move.Form));
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        Made = await make.RunAsync(_scope, Many, raw, Once, cancel);
        return Page();
    }

    /// <summary>What is wrong with the answers that all share; it is told before anything is written.</summary>
    private List<FieldError> Wrong(IReadOnlyDictionary<string, string> raw)
    {
        FormReader.Read(
            MakeMoves.Asked(Many.Move).Where(field => !MakeMoves.IsOwn(field)).ToList(), raw,
            MakeMove.Context(Many.Matters[0].State, Many.Procedure, Many.Move, _scope.Actor, directory.Current, time.GetUtcNow()), out var errors);
        var missing = Many.Move.Form.Where(field => MakeMoves.IsOwn(field) && field.Required).SelectMany(field => Many.Matters
            .Where(matter => string.IsNullOrWhiteSpace(raw.GetValueOrDefault(MakeMoves.Of(field, matter))))
            .Select(matter => new FieldError(MakeMoves.Of(field, matter), "field.required")));
        return [.. errors, .. missing];
    }

    private async Task<bool> LoadAsync(CancellationToken cancel)
    {
        _scope = await session.RequireAsync(cancel);
        var chosen = await make.ReadAsync(_scope, ChosenMatters.Parse([Names]), cancel);
        var many = HttpMethods.IsPost(Request.Method) ? Sent(chosen) : make.Open(_scope, chosen).FirstOrDefault(open => open.Procedure.Id == Procedure && open.Move.Name == Name);
        if (many is null || await read.FindAsync(many.Matters[0].Line.County, many.Matters[0].Line.Id, cancel) is not { } first)
            return false;
        Many = many;
        Choices = await offers.ChoicesAsync(first, many.Move, cancel);
        return true;
    }

    /// <summary>All that the form was for: where the move is no longer open, that is told of the matter; sent again, what came of it at first is.</summary>
    private MoveForMany? Sent(IReadOnlyList<ChosenMatter> chosen)
    {
        var matters = chosen.Where(matter => matter.State.Procedure == Procedure && matter.Procedure.Moves.TryGetValue(Name, out var move) && MakeMoves.IsForMany(matter.Procedure, move)).ToList();
        return matters.Count == 0 ? null : new MoveForMany(matters[0].Procedure, matters[0].Procedure.Moves[Name], matters);
    }
}
