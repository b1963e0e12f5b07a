using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Hejie.Ui.Forms;

/// <summary>
/// Files: those received, each with a button that takes it out, and a control for more. The addresses received are the
/// answer, one a line, under the field's name; new files come as <c>name.upload</c>, and the button as <c>name.remove</c>.
/// </summary>
internal static class FilesControl
{
    public const int MostFiles = 10;
    public const int MostBytes = 10 * 1024 * 1024;
    private const string Kinds = "image/*,application/pdf";

    public static TagBuilder Of(Question question, IReadOnlyList<KeptFile> kept)
    {
        var words = question.Words;
        var hinted = question with { Hint = question.Hint ?? words["form.files.hint", MostFiles, MostBytes >> 20] };
        var input = Markup.Void("input", "govuk-file-upload").With("type", "file").With("id", question.Name).With("name", question.Name + ".upload")
            .With("multiple", "").With("accept", Kinds).With("aria-describedby", hinted.DescribedBy)
            .With("data-max-bytes", MostBytes.ToString(CultureInfo.InvariantCulture))
            .With("data-max-files", (MostFiles - kept.Count).ToString(CultureInfo.InvariantCulture))
            .With("data-too-large", words["form.files.too-large"]).With("data-too-many", words["form.files.too-many"]);
        return kept.Count == 0 ? hinted.Around(input) : hinted.Around(Kept(question, kept), kept.Count < MostFiles ? input : null);
    }

    private static TagBuilder Kept(Question question, IReadOnlyList<KeptFile> kept)
    {
        var words = question.Words;
        var list = Markup.El("ul", "kept").With("aria-label", words["form.files.kept"]);
        foreach (var file in kept)
        {
            list.Add(Markup.El("li", null,
                Markup.El("span").Text(file.Name),
                Markup.El("button", "btn btn--plain btn--small").With("type", "submit").With("formnovalidate", "")
                    .With("name", question.Name + ".remove").With("value", file.Address)
                    .Text(words["form.files.remove"]).Add(Markup.El("span", "govuk-visually-hidden").Text(" " + file.Name))));
        }

        return Markup.El("div", null, list,
            Markup.Void("input").With("type", "hidden").With("name", question.Name).With("value", string.Join('\n', kept.Select(file => file.Address))));
    }
}
