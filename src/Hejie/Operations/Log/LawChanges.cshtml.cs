using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Rules.Time;
using Hejie.Ui;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Operations.Log;

/// <summary>Every change of the rules that this platform works by, public: what changed, when, and in which two posts.</summary>
[Access(Access.Public)]
internal sealed class LawChangesModel(CatalogueLog log, DirectoryHolder directory, IWords words) : PageModel
{
    /// <summary>The changes, the newest first.</summary>
    public IReadOnlyList<CatalogueChangeBody> Changes { get; private set; } = [];

    /// <summary>Reads the log.</summary>
    public async Task OnGetAsync(CancellationToken cancel) =>
        Changes = [.. CatalogueChangesBody.Of(await log.ReadAsync(cancel), directory.Current).Changes.Reverse()];

    /// <summary>Who, when, and by which hash it can be told from another.</summary>
    public IReadOnlyList<(string, string?)> Facts(CatalogueChangeBody change) =>
    [
        (words["law.changes.in-force"], words.FullDay(LegalTime.DateOf(change.Approved))),
        (words["law.changes.proposed-by"], change.ProposedBy),
        (words["law.changes.approved-by"], change.ApprovedBy),
        (words["law.changes.link"], change.Link),
    ];

    /// <summary>What became of a file.</summary>
    public string Told(FileChange file) =>
        words[file.Was is null ? "law.changes.added" : file.Now is null ? "law.changes.removed" : "law.changes.changed"];
}
