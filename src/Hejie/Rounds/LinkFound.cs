using System.Globalization;
using Hejie.Data;
using Hejie.Matters.Intake;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Rounds;

/// <summary>Notes beside a round which matter became of what it found. A matter of another county is not what was found there.</summary>
internal sealed class LinkFound(HejieDb db, IDialect dialect) : IHearsOfFiling
{
    /// <summary>A round as a form names what it was begun from.</summary>
    public static string NameOf(int county, RoundId id) => string.Create(CultureInfo.InvariantCulture, $"round/{county}/{id}");

    public async Task FiledAsync(string from, Receipt receipt, CancellationToken cancel)
    {
        if (from.Split('/') is not ["round", var county, var text] || county != receipt.County.ToString(CultureInfo.InvariantCulture)
            || !RoundId.TryParse(text, out var id))
            return;
        var (plan, start, place, matter) = (id.Plan, id.Start, id.Place.Value, receipt.Matter);
        using var writer = await dialect.EnterWriteAsync(cancel);
        await db.Rounds
            .Where(row => row.County == receipt.County && row.Plan == plan && row.Start == start && row.Place == place && row.Outcome == RoundOutcome.Found && row.Matter == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Matter, matter), cancel);
    }
}
