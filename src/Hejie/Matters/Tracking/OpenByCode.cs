using System.Security.Cryptography;
using System.Text;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Privacy;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Tracking;

/// <summary>What came of a tracking code.</summary>
internal abstract record Opened
{
    private Opened()
    {
    }

    /// <summary>It opens this matter for this party.</summary>
    public sealed record Done(PartyKey Party) : Opened;

    /// <summary>The code is right, and the last four digits of the telephone are asked, or were wrong.</summary>
    public sealed record AsksDigits(bool Wrong) : Opened;

    /// <summary>Ten wrong answers: only a one-time code to the telephone opens it now.</summary>
    public sealed record Locked : Opened;

    /// <summary>There is no such code.</summary>
    public sealed record Unknown : Opened;
}

/// <summary>A party comes in with their own code, and the last four digits of their telephone if they gave one.</summary>
internal sealed class OpenByCode(HejieDb db, IDialect dialect, TrackingCodes codes, DirectoryHolder directory, MatterKeys keys, RememberTelephone remember)
{
    /// <summary>Wrong digits until only a one-time code opens.</summary>
    public const int MostWrong = 10;

    public async Task<Opened> RunAsync(string? typed, string? digits, CancellationToken cancel)
    {
        if (await FindAsync(typed, cancel) is not { } row)
            return new Opened.Unknown();
        var party = row.Key;
        if (!row.AsksDigits)
            return new Opened.Done(party);
        if (row.WrongDigits >= MostWrong)
            return new Opened.Locked();
        if (string.IsNullOrWhiteSpace(digits))
            return new Opened.AsksDigits(Wrong: false);

        // Counted before it is looked at, so that tries side by side are no more than those one after the other.
        if (!await CountAsync(row, 1, cancel))
            return new Opened.Locked();
        if (await RightAsync(row, digits.Trim(), cancel))
        {
            await CountAsync(row, -1, cancel);
            await remember.RunAsync(row, cancel);
            return new Opened.Done(party);
        }

        return row.WrongDigits + 1 >= MostWrong ? new Opened.Locked() : new Opened.AsksDigits(Wrong: true);
    }

    /// <summary>The party whose code was typed, or null.</summary>
    public async Task<PartyRow?> FindAsync(string? typed, CancellationToken cancel)
    {
        if (TrackingCodes.Read(typed) is not { } code)
            return null;
        var hash = codes.Hash(code);
        foreach (var county in directory.Current.Counties.Where(county => TrackingCodes.IsOf(code, county)))
        {
            if (await db.Parties.AsTracking().SingleOrDefaultAsync(row => row.County == county && row.Code == hash, cancel) is { } found)
                return found;
        }

        return null;
    }

    private async Task<bool> RightAsync(PartyRow row, string digits, CancellationToken cancel)
    {
        var keyId = await db.Matters.Where(matter => matter.County == row.County && matter.Id == row.Matter)
            .Select(matter => matter.KeyId).SingleAsync(cancel);
        return await keys.FindAsync(keyId, cancel) is { } key
            && SealedPerson.Open(row, key).Telephone is { Length: >= 4 } telephone
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(telephone[^4..]), Encoding.UTF8.GetBytes(digits));
    }

    /// <summary>Counts a try, or takes back one that was right; false where none is left.</summary>
    private async Task<bool> CountAsync(PartyRow row, int by, CancellationToken cancel)
    {
        using (await dialect.EnterWriteAsync(cancel))
        {
            return await db.Parties
                .Where(party => party.County == row.County && party.Matter == row.Matter && party.Ordinal == row.Ordinal && (by < 0 || party.WrongDigits < MostWrong))
                .ExecuteUpdateAsync(set => set.SetProperty(party => party.WrongDigits, party => party.WrongDigits + by), cancel) > 0;
        }
    }
}
