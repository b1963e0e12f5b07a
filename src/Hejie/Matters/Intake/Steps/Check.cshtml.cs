using System.Globalization;
using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Matters.Intake.Attachments;
using Hejie.Matters.Intake.Drafts;
using Hejie.Matters.Reading;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Matters.Intake.Steps;

/// <summary>All answers together, each with a way to change it; then it is filed. Sent five times it is filed once.</summary>
[Access(Access.Public)]
internal sealed class CheckModel(
    CatalogueHolder catalogue, DraftStore drafts, DirectoryHolder directory, FileMatter file, FollowPlace followPlace, IEnumerable<IHearsOfFiling> hearers, IWords words) : FilingPage(catalogue, drafts)
{
    /// <inheritdoc/>
    public override string Step => FilingSteps.Check;

    /// <summary>One line of the answers.</summary>
    internal sealed record Row(string Label, string Text, string Path);

    /// <summary>The answers.</summary>
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>What is wrong, each with the page where it is mended.</summary>
    public IReadOnlyList<(string Text, string Path)> Errors { get; private set; } = [];

    /// <summary>The body that it will go to.</summary>
    public string GoesTo { get; private set; } = "";

    /// <summary>Shows the answers.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        if (!Held!.Content.Checked)
            Held = await Drafts.ChangeAsync(Held, draft => draft with { Checked = true }, Cancel) ?? Held;
        return Show([]);
    }

    /// <summary>Files the matter, and keeps nothing but the receipt.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var held = await followPlace.RunAsync(Held!, Cancel);
        var draft = held.Content;
        var filer = FilingSteps.Filer(draft, out _);
        var filed = await file.RunAsync(
            new Filing
            {
                Procedure = Procedure.Id,
                Kind = draft[FilingSteps.Kind],
                Place = draft[FilingSteps.Place],
                About = Procedure.AsksAbout ? About(draft) : null,
                Answers = draft.Values,
                Filer = FilingSteps.Typed(draft),
                Guardian = FilingSteps.GuardianOf(draft),
                TakenDown = HelpingAs is { } scope ? new TakenDownBy(scope, draft.Helper!.By) : null,
                TelephoneConfirmed = draft.Confirmed is { } confirmed && confirmed == filer.Telephone,
                Files = draft.Files,
                Key = await Drafts.FindKeyAsync(held, Cancel),
                FirstStands = true,
            },
            Housekeeping.Client(held.Id), held.Id.ToString("N", CultureInfo.InvariantCulture), Cancel);
        switch (filed)
        {
            case Filed.Done done:
                // Before the draft is emptied: whoever sends it again tells it again.
                foreach (var hearer in draft.From is null ? [] : hearers)
                    await hearer.FiledAsync(draft.From!, done.Receipt, Cancel);
                // Of a telephone that staff wrote down the last digits are kept: to say where the code went.
                var helper = draft.Helper is null || filer.Telephone is not { } sent || draft.Confirmed != sent ? draft.Helper : draft.Helper with { CodeTo = sent[^4..] };
                await Drafts.ChangeAsync(held, draft => new Draft { Form = draft.Form, Helper = helper, Receipt = done.Receipt }, Cancel);
                return Redirect("/file/receipt");
            case Filed.Invalid invalid:
                return Show(invalid.Errors);
            case Filed.Refused refused:
                var step = refused.Code switch
                {
                    "filing.about" or Helping.About => FilingSteps.About,
                    Helping.Restricted => FilingSteps.Kind,
                    _ => FilingSteps.Place,
                };
                return Show([new FieldError(step, refused.Code, refused.Detail)]);
            default:
                throw new InvalidOperationException($"A draft's filing cannot come out as {filed.GetType().Name}.");
        }
    }

    private PageResult Show(IReadOnlyList<FieldError> errors)
    {
        var draft = Held!.Content;
        Rows = [.. Lines(draft)];
        Errors = [.. errors.Select(error => (Told(error), PathOf(FilingSteps.StepOf(Procedure, error.Field))))];
        var competent = PlaceCode.TryParse(draft[FilingSteps.Place], out var place) && directory.Current.IsPlace(place)
            ? Router.BodyFor(Procedure, place, About(draft), directory.Current) : null;
        GoesTo = competent is { } body ? directory.Current.NameOf(body) : "—";
        if (errors.Count > 0)
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private string Told(FieldError error)
    {
        var label = FilingSteps.StepOf(Procedure, error.Field) is var step && FilingSteps.Own(Procedure).FirstOrDefault(field => field.Name == step) is { } own
            ? words[own.Label].TrimEnd('？', '?')
            : words.Find("file." + step)?.TrimEnd('？', '?');
        return label is null ? words.Error(error.Code, error.Detail) : words["form.error-of", label, words.Error(error.Code, error.Detail)];
    }

    private IEnumerable<Row> Lines(Draft draft)
    {
        string OrNone(string text) => text.Length == 0 ? words["file.check.none"] : text;
        yield return new Row(words["file.kind"], OrNone(Procedure.Kinds.FirstOrDefault(kind => kind.Code == draft[FilingSteps.Kind]) is { } kind ? words[kind.Label] : ""), PathOf(FilingSteps.Kind));
        yield return new Row(
            words["file.place"], OrNone(PlaceCode.TryParse(draft[FilingSteps.Place], out var place) ? directory.Current.Place(place)?.FullName ?? "" : ""), PathOf(FilingSteps.Place));
        if (Procedure.AsksAbout)
            yield return new Row(words["file.about"], About(draft) is { } about ? directory.Current.NameOf(about) : words["file.about.none"], PathOf(FilingSteps.About));
        var answers = new AnswerWords(directory.Current, words);
        foreach (var field in FilingSteps.Own(Procedure))
        {
            var text = field.Type == FieldType.People ? People(draft, field.Name) : answers.Of(field, draft[field.Name], Procedure, []);
            yield return new Row(words[field.Label], OrNone(text), PathOf(field.Name));
        }

        var filer = FilingSteps.Typed(draft);
        var known = FilingSteps.Filer(draft, out _).Telephone;
        var telephone = known is not null && known == draft.Confirmed ? words["file.check.confirmed", known] : known ?? filer.Telephone;
        var contact = string.Join('\n', new[] { filer.Name, telephone, filer.Address }.Where(part => !string.IsNullOrEmpty(part)));
        yield return new Row(words["file.contact"], contact.Length == 0 ? words["file.check.anonymous"] : contact, PathOf(FilingSteps.Contact));
        if (Guardian.IsAsked(Procedure) && FilingSteps.GuardianOf(draft) is { } guardian)
            yield return new Row(words["file.guardian"], OrNone(string.Join('\n', new[] { guardian.Name, guardian.Telephone }.Where(part => part.Length > 0))), PathOf(FilingSteps.Guardian));
        yield return new Row(words["file.files"], OrNone(string.Join('\n', draft.Files.Select(file => $"{file.Name} · {FileBox.Size(file.Size)}"))), PathOf(FilingSteps.Files));
    }

    private string People(Draft draft, string field)
    {
        var lines = new List<string>();
        for (var nth = 0; nth < 20; nth++)
        {
            var prefix = string.Create(CultureInfo.InvariantCulture, $"{field}.{nth}.");
            string[] parts = [draft[prefix + "name"], draft[prefix + "telephone"], draft[prefix + "address"]];
            if (parts.Any(part => part.Trim().Length > 0))
                lines.Add(words["form.error-of", words["form.people." + (draft[prefix + "role"] == "third" ? "third" : "respondent")], string.Join(' ', parts.Where(part => part.Trim().Length > 0))]);
        }

        return string.Join('\n', lines);
    }

    private static int? About(Draft draft) =>
        int.TryParse(draft[FilingSteps.About], NumberStyles.None, CultureInfo.InvariantCulture, out var about) ? about : null;
}
