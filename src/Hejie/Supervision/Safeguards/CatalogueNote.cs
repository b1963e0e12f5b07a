using System.Globalization;
using Hejie.Identity;
using Hejie.Ledger;
using Hejie.Operations.Log;
using Hejie.Rules.Time;

namespace Hejie.Supervision.Safeguards;

/// <summary>
/// Says, signed, which catalogue is in force: a note in the public format (c2sp.org/signed-note) of who says it, the number
/// of the last change, the hash of all files, and the link by which nothing before it can be changed unseen. Whoever keeps
/// one can hold the installation to it.
/// </summary>
internal static class CatalogueNote
{
    private const string Text = "text/plain; charset=utf-8";

    public static void Map(WebApplication app)
    {
        app.MapGet("/rights/catalogue", NoteAsync).For(Access.Public).ExcludeFromDescription();
        app.MapGet("/rights/vkey", (LogIdentity identity) => Results.Text(identity.OfCatalogue.Verifier + "\n", Text)).For(Access.Public).ExcludeFromDescription();
    }

    private static async Task<IResult> NoteAsync(HttpContext http, CatalogueLog log, LogIdentity identity, TimeProvider time, CancellationToken cancel)
    {
        if (await log.ReadAsync(cancel) is not [.., var last])
            return Results.NotFound();
        http.Response.Headers.CacheControl = "public, max-age=60";
        var (key, now) = (identity.OfCatalogue, time.GetUtcNow());
        var text = string.Create(CultureInfo.InvariantCulture, $"{key.Verifier.Name}\n{last.Number}\n{last.Hash}\n{last.Link}\n{LegalTime.DateOf(now):yyyy-MM-dd}\n");
        return Results.Text(new SignedNote(text, [key.Sign(text, now)]).ToString(), Text);
    }
}
