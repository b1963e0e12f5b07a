using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Hejie.Ui.Pieces;

/// <summary>What is folded beneath a date: the law, and the steps of the count.</summary>
internal static class Fold
{
    public static TagBuilder? Count(string title, string? law, IReadOnlyList<string> steps)
    {
        if (steps.Count == 0 && law is null)
            return null;
        var list = Markup.El("ol");
        foreach (var step in steps)
            list.Add(Markup.El("li").Text(step));
        return Markup.El("details", "fold no-break",
            Markup.El("summary").Text(title),
            law is null ? null : Markup.El("p", "muted small").Text(law),
            steps.Count == 0 ? null : list);
    }
}
