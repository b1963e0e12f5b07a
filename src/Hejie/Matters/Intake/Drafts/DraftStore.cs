using System.Security.Cryptography;
using System.Text.Json;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Privacy;
using Hejie.Rules.Time;
using Hejie.Ui;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Intake.Drafts;

/// <summary>Which form a draft is of: each has a cookie of its own.</summary>
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
/// the visitor's own copy of the cookie is the only one. A resident's draft is never shown to staff, and that of staff who
/// help somebody only to the session that began it.
/// </summary>
internal sealed class DraftStore(
    HejieDb db, IDialect dialect, InstallationKey installation, MatterKeys keys, StaffScope staff, KioskDevice kiosk, IHttpContextAccessor accessor, TimeProvider time)
    : IEndsWithSession
{
    /// <summary>How long a resident's draft is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>How long one is kept that staff fill in while somebody sits before them.</summary>
    public static readonly TimeSpan KeptByHelper = TimeSpan.FromHours(2);

    private const int SecretSize = 32;
    private const int MostTries = 8;

    /// <summary>They come with every request, so that whatever ends a visit can empty the drafts too.</summary>
    private static readonly Dictionary<DraftOf, string> s_cookies = new() { [DraftOf.Filing] = "hejie-draft", [DraftOf.Move] = "hejie-move" };

    private HttpContext Http => accessor.HttpContext!;

    /// <summary>The visitor's draft, or null where there is none, or none any more.</summary>
    public async Task<HeldDraft?> FindAsync(DraftOf of, CancellationToken cancel)
    {
        var held = await FindAsync(Http.Request.Cookies[s_cookies[of]], cancel);
        if (held is null || of == DraftOf.Move)
            return held;
        var scope = await staff.FindAsync(cancel);
        if (held.Content.Helper is not { } helper)
            return scope is null ? held : null;
        if (scope is not null && helper.Is(staff.Session!.Session))
            return held;
        await DropAsync(of, held, cancel);
        return null;
    }

    /// <summary>The draft of a token, or null where there is none, or none any more.</summary>
    public async Task<HeldDraft?> FindAsync(string? token, CancellationToken cancel) =>
        Parse(token) is var (id, secret) && await RowAsync(id, cancel) is { } row ? Open(row, secret) : null;

    /// <summary>Begins a draft and gives the visitor its secret in a cookie.</summary>
    public async Task<HeldDraft> BeginAsync(DraftOf of, Draft draft, CancellationToken cancel)
    {
        var held = await BeginAsync(draft, cancel);
        Http.Response.Cookies.Append(s_cookies[of], held.Token, Options(kiosk.IsHere(Http) ? null : Lasts(draft)));
        return held;
    }

    /// <summary>Begins a draft for whoever keeps its token.</summary>
    public async Task<HeldDraft> BeginAsync(Draft draft, CancellationToken cancel)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var secret = RandomNumberGenerator.GetBytes(SecretSize);
        var until = time.GetUtcNow() + Lasts(draft);
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
            // At a kiosk it lasts from the last touch.
            var until = kiosk.IsHere(accessor.HttpContext) ? LegalTime.Micros(time.GetUtcNow() + KioskDevice.DraftKept) : row.Expires;
            using (await dialect.EnterWriteAsync(cancel))
            {
                var written = await db.Drafts.Where(draft => draft.Id == row.Id && draft.Version == row.Version).ExecuteUpdateAsync(
                    set => set.SetProperty(draft => draft.Sealed, closed).SetProperty(draft => draft.Version, row.Version + 1).SetProperty(draft => draft.Expires, until), cancel);
                if (written == 1)
                    return now with { Content = next, Until = LegalTime.Instant(until) };
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
        Http.Response.Cookies.Delete(s_cookies[of], Options(null));
        if (held is null)
            return;
        var now = LegalTime.Micros(time.GetUtcNow());
        using (await dialect.EnterWriteAsync(cancel))
        {
            await db.Drafts.Where(draft => draft.Id == held.Id).ExecuteUpdateAsync(
                set => set.SetProperty(draft => draft.Sealed, Array.Empty<byte>()).SetProperty(draft => draft.Expires, now), cancel);
        }
    }

    /// <summary>Empties the draft that a session of staff filled in for somebody, when that session ends.</summary>
    public async Task EndAsync(CancellationToken cancel)
    {
        if (await FindAsync(Http.Request.Cookies[s_cookies[DraftOf.Filing]], cancel) is { Content.Helper: not null } held)
            await DropAsync(DraftOf.Filing, held, cancel);
    }

    /// <summary>Empties whatever draft the device holds, whoever began it: the next person finds none.</summary>
    /// <returns>The drafts as they were.</returns>
    public async Task<IReadOnlyList<HeldDraft>> DropAllAsync(CancellationToken cancel)
    {
        var dropped = new List<HeldDraft>();
        foreach (var (of, cookie) in s_cookies)
        {
            var held = await FindAsync(Http.Request.Cookies[cookie], cancel);
            await DropAsync(of, held, cancel);
            if (held is not null)
                dropped.Add(held);
        }

        return dropped;
    }

    private TimeSpan Lasts(Draft draft) => kiosk.IsHere(accessor.HttpContext) ? KioskDevice.DraftKept : draft.Helper is null ? Kept : KeptByHelper;

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

    internal static (Guid Id, byte[] Secret)? Parse(string? cookie)
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

    private CookieOptions Options(TimeSpan? age) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = age,
        Path = "/",
        SameSite = SameSiteMode.Lax,
        Secure = Http.Request.IsHttps,
    };
}
