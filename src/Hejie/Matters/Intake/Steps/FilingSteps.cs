using Hejie.Matters.Intake.Drafts;
using Hejie.Rules.Procedures;

namespace Hejie.Matters.Intake.Steps;

/// <summary>The pages of a filing in their order, one thing on each: those that every procedure has, and those of its own form.</summary>
internal static class FilingSteps
{
    public const string Kind = "kind";
    public const string Place = "place";
    public const string About = "about";
    public const string Contact = "contact";
    public const string Guardian = "guardian";
    public const string Confirm = "confirm";
    public const string Files = "files";
    public const string Check = "check";

    /// <summary>The question whether who files is under 14.</summary>
    public const string Minor = "filer.minor";

    /// <summary>The fields of who files.</summary>
    public static IReadOnlyList<string> ContactFields { get; } = ["filer.name", "filer.telephone", "filer.address", Minor];

    public static IReadOnlyList<string> Of(Procedure procedure) =>
    [
        Kind, Place, .. procedure.AsksAbout ? [About] : Array.Empty<string>(), .. Own(procedure).Select(field => field.Name), Contact, Files, Check,
    ];

    /// <summary>The questions of the procedure's own form; its files have a page of their own in every procedure.</summary>
    public static IEnumerable<Field> Own(Procedure procedure) => procedure.Intake.Where(field => field.Type != FieldType.Files);

    /// <summary>Who files, as it was typed.</summary>
    public static Person Typed(Draft draft) => new(draft["filer.name"], draft["filer.telephone"], draft["filer.address"], PartyRole.Filer);

    /// <summary>Who files, checked.</summary>
    public static Person Filer(Draft draft, out IReadOnlyList<FieldError> errors) => FormReader.Filer(Typed(draft), out errors);

    /// <summary>The guardian as typed, where who files is under 14; else null.</summary>
    public static Guardian? GuardianOf(Draft draft) => draft[Minor] == "yes"
        ? new Guardian(draft[Intake.Guardian.NameField], draft[Intake.Guardian.TelephoneField], draft[Intake.Guardian.ConsentField] == "yes") : null;

    /// <summary>The page after one, or back to all answers once they were seen together.</summary>
    public static string After(Procedure procedure, string step, Draft draft)
    {
        if (draft.Checked)
            return Check;
        var steps = Of(procedure);
        return steps[Math.Min(steps.Count - 1, At(steps, step) + 1)];
    }

    /// <summary>The page before one, or null before the first.</summary>
    public static string? Before(Procedure procedure, string step, Draft? draft)
    {
        if (draft is { Checked: true } && step != Check)
            return Check;
        var steps = Of(procedure);
        var at = At(steps, step);
        return at > 0 ? steps[at - 1] : null;
    }

    /// <summary>Where the answer to a field is given.</summary>
    public static string StepOf(Procedure procedure, string field) =>
        ContactFields.Contains(field) ? Contact
        : Intake.Guardian.Fields.Contains(field) ? Guardian
        : Own(procedure).FirstOrDefault(own => field == own.Name || field.StartsWith(own.Name + ".", StringComparison.Ordinal))?.Name ?? field;

    /// <summary>The first page whose answer is still missing, or all answers.</summary>
    public static string FirstOpen(Procedure procedure, Draft draft) =>
        Of(procedure).FirstOrDefault(step => step switch
        {
            Kind or Place => draft[step].Length == 0,
            _ => Own(procedure).Any(field => field.Name == step && field.Required) && draft[step].Length == 0,
        }) ?? Check;

    private static int At(IReadOnlyList<string> steps, string step)
    {
        for (var at = 0; at < steps.Count; at++)
        {
            if (steps[at] == step)
                return at;
        }

        return step is Confirm or Guardian ? At(steps, Contact) : 0;
    }
}
