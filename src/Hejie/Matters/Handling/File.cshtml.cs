using System.Text;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Matters.Intake.Attachments;
using Hejie.Rules.Procedures;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Handling;

/// <summary>One file of a matter, for who opened the matter. Always a download: nothing that others sent runs in these pages.</summary>
[Access(Access.Work)]
internal sealed class FileModel(StaffMatters read, HejieDb db, SealedFileStore store) : PageModel
{
    [FromRoute]
    public int County { get; set; }

    [FromRoute]
    public Guid Id { get; set; }

    [FromRoute(Name = "file")]
    public Guid FileId { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await read.FindAsync(County, Id, cancel) is not { } view)
            return NotFound();
        if (!view.Opened)
            return Redirect(view.Path + "#sealed");
        if (!view.Reading.Reads(Sight.Files))
            return NotFound();
        var row = await db.Attachments.AsNoTracking()
            .SingleOrDefaultAsync(row => row.County == County && row.Matter == Id && row.Id == FileId, cancel);
        if (row is null)
            return NotFound();

        var kind = Enum.Parse<AttachmentKind>(row.Kind, ignoreCase: true);
        Response.Headers.CacheControl = "no-store";
        return File(
            await store.OpenAsync(County, row.Address, view.Matter.Key.Bytes, cancel), kind.MediaType(), SafeName(row.OpenName(view.Matter.Key), kind));
    }

    /// <summary>The sender's name for it, with the ending of what it is.</summary>
    private static string SafeName(string name, AttachmentKind kind)
    {
        var stem = new StringBuilder();
        foreach (var character in Path.GetFileNameWithoutExtension(name).Where(character => !char.IsControl(character) && !"\\/:*?\"<>|".Contains(character, StringComparison.Ordinal)))
            stem.Append(character);
        return (stem.Length == 0 ? "file" : stem.ToString()) + kind.Extension();
    }
}
