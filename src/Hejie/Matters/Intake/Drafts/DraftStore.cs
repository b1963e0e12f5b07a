using System.Security.Cryptography;
using System.Text.Json;
using Hejie.Data;
using Hejie.Privacy;
using Hejie.Rules.Time;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Intake.Drafts;

/// <summary>Which form a draft is of: each has a cookie of its own, sent to its own pages only.</summary>
internal enum DraftOf
{
    Filing,
    Move,
}

/// <summary>A draft that the visitor holds the secret of.</summary>
/// <param name="Id">Its id: the idempotency key of what comes of it.</param>
/// <param name="Content">What is in it.</param>
/// <param name="Until">When it is purged.</param>
/// <param name="Secret">The secret of the cookie.</param>
internal sealed record HeldDraft(Guid Id, Draft Content, DateTimeOffset Until, byte[] Secret)
{
    /// <summary>What its holder shows to be given it again.</summary>
    public string Token => $"{Id:N}.{WebEncoders.Base64UrlEncode(Secret)}";
}

/// <summary>
/// Keeps drafts: sealed by a key that needs a secret of the visitor's cookie, so that the database alone opens none, and
/// the visitor's own copy of the cookie is the only one.
/// </summary>
internal sealed class DraftStore(
    HejieDb db, IDialect dialect, InstallationKey installation, MatterKeys keys, IHttpContextAccessor accessor, TimeProvider time)
{
    /// <summary>How long a draft is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private const int SecretSize = 32;
    private const int MostTries = 8;

    private static readonly Dictionary<DraftOf, (string Name, string Path)> s_cookies = new()
    {
        [DraftOf.Filing] = ("hejie-draft", "/file"),
        [DraftOf.Move] = ("hejie-move", "/matter"),
    };

    private HttpContext Http => accessor.HttpContext!;

    /// <summary>The visitor's draft, or null where there is none, or none any more.</summary>
    public Task<HeldDraft?> FindAsync(DraftOf of, CancellationToken cancel) => FindAsync(Http.Request.Cookies[s_cookies[of].Name], cancel);

    /// <summary>The draft of a token, or null where there is none, or none any more.</summary>
    public async Task<HeldDraft?> FindAsync(string? token, CancellationToken cancel) =>
        Parse(token) is var (id, secret) && await RowAsync(id, cancel) is { } row ? Open(row, secret) : null;

    /// <summary>Begins a draft and gives the visitor its secret in a cookie.</summary>
    public async Task<HeldDraft> BeginAsync(DraftOf of, Draft draft, CancellationToken cancel)
    {
        var held = await BeginAsync(draft, cancel);
        Http.Response.Cookies.Append(s_cookies[of].Name, held.Token, Options(of));
        return held;
    }

    /// <summary>Begins a draft for whoever keeps its token.</summary>
    public async Task<HeldDraft> BeginAsync(Draft draft, CancellationToken cancel)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var secret = RandomNumberGenerator.GetBytes(SecretSize);
        var until = time.GetUtcNow() + Kept;
        db.Drafts.Add(new DraftRow { Id = id, Sealed = Seal(id, draft, secret), Expires = LegalTime.Micros(until) });
        using (await dialect.EnterWriteAsync(cancel))
            await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
        return new HeldDraft(id, draft, until, secret);
    }

    /// <summary>Changes a draft. Two requests at once both have their effect, one after the other.</summary>
    /// <returns>The draft as it is now, or null where it was purged meanwhile.</returns>
    public async Task<HeldDraft?> ChangeAsync(HeldDraft held, Func<Draft, Draft> change, CancellationToken cancel)
    {
        for (var tried = 1; tried <= MostTries; tried++)
        {
            if (await RowAsync(held.Id, cancel) is not { } row || Open(row, held.Secret) is not { } now)
                return null;
            var next = change(now.Content);
            var closed = Seal(held.Id, next, held.Secret);
            using (await dialect.EnterWriteAsync(cancel))
            {
                var written = await db.Drafts.Where(draft => draft.Id == row.Id && draft.Version == row.Version).ExecuteUpdateAsync(
                    set => set.SetProperty(draft => draft.Sealed, closed).SetProperty(draft => draft.Version, row.Version + 1), cancel);
                if (written == 1)
                    return now with { Content = next };
            }
        }

        throw new DbUpdateConcurrencyException("A draft changed faster than it could be written.");
    }

    /// <summary>The key that a draft's files are sealed with: taken for the first of them, the matter's once it is filed.</summary>
    public async Task<MatterKey?> TakeKeyAsync(HeldDraft held, CancellationToken cancel)
    {
        if (await FindKeyAsync(held, cancel) is { } known)
            return known;
        var fresh = await keys.TakeAsync(cancel);
        using (await dialect.EnterWriteAsync(cancel))
        {
            await db.Drafts.Where(draft => draft.Id == held.Id && draft.KeyId == Guid.Empty)
                .ExecuteUpdateAsync(set => set.SetProperty(draft => draft.KeyId, fresh.Id), cancel);
        }

        return await FindKeyAsync(held, cancel);
    }

    /// <summary>The key that was taken, or null where the draft has no files.</summary>
    public async Task<MatterKey?> FindKeyAsync(HeldDraft held, CancellationToken cancel)
    {
        var id = await db.Drafts.Where(draft => draft.Id == held.Id).Select(draft => draft.KeyId).SingleOrDefaultAsync(cancel);
        return id == Guid.Empty ? null : await keys.FindAsync(id, cancel);
    }

    /// <summary>Empties a draft and takes the secret back. Its files and their key are swept later, lest it is being filed just now.</summary>
    public async Task DropAsync(DraftOf of, HeldDraft? held, CancellationToken cancel)
    {
        Http.Response.Cookies.Delete(s_cookies[of].Name, Options(of));
        if (held is null)
            return;
        var now = LegalTime.Micros(time.GetUtcNow());
        using (await dialect.EnterWriteAsync(cancel))
        {
            await db.Drafts.Where(draft => draft.Id == held.Id).ExecuteUpdateAsync(
                set => set.SetProperty(draft => draft.Sealed, Array.Empty<byte>()).SetProperty(draft => draft.Expires, now), cancel);
        }
    }

    private Task<DraftRow?> RowAsync(Guid id, CancellationToken cancel)
    {
        var now = LegalTime.Micros(time.GetUtcNow());
        return db.Drafts.AsNoTracking().SingleOrDefaultAsync(draft => draft.Id == id && draft.Expires > now, cancel);
    }

    private byte[] Seal(Guid id, Draft draft, byte[] secret) => Sealer.Seal(
        JsonSerializer.SerializeToUtf8Bytes(draft, DraftJson.Default.Draft), installation.For("drafts", secret), id.ToByteArray());

    /// <summary>Null where the secret is not that of the draft: a cookie that was tampered with is none.</summary>
    private HeldDraft? Open(DraftRow row, byte[] secret)
    {
        try
        {
            var plain = Sealer.Open(row.Sealed, installation.For("drafts", secret), row.Id.ToByteArray());
            return new HeldDraft(row.Id, JsonSerializer.Deserialize(plain, DraftJson.Default.Draft)!, LegalTime.Instant(row.Expires), secret);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static (Guid Id, byte[] Secret)? Parse(string? cookie)
    {
        if (cookie?.Split('.') is not [var id, var text] || !Guid.TryParseExact(id, "N", out var draft) || text.Length > 64)
            return null;
        try
        {
            return WebEncoders.Base64UrlDecode(text) is { Length: SecretSize } secret ? (draft, secret) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private CookieOptions Options(DraftOf of) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = Kept,
        Path = s_cookies[of].Path,
        SameSite = SameSiteMode.Lax,
        Secure = Http.Request.IsHttps,
    };
}
