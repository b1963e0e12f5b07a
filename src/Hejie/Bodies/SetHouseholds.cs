using System.Globalization;
using Hejie.Data;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Bodies;

/// <summary>
/// Says how many households live in a village, or in a grid cell of it that nobody had counted. A cell never holds fewer
/// than thirty (safeguard 5), and the cells of a village together no more than the village.
/// </summary>
internal sealed class SetHouseholds(HejieDb db, IDialect dialect, DirectoryHolder directory)
{
    /// <summary>No village has more.</summary>
    public const int Most = 50_000;

    /// <returns>What is wrong; null where it is so now. Nobody who does not keep the cells of the village gets here.</returns>
    public async Task<FieldError?> RunAsync(PlaceCode village, PlaceCode place, int? households, CancellationToken cancel)
    {
        if (households is not { } number)
            return new FieldError("households", "field.required");
        if (place != village && place.Parent != village)
            return new FieldError("place", "field.place");
        if (place != village && number < AddCell.FewestHouseholds)
            return new FieldError("households", "cell.small", AddCell.FewestHouseholds.ToString(CultureInfo.InvariantCulture));
        if (number is < 1 or > Most)
            return new FieldError("households", "field.number", Most.ToString(CultureInfo.InvariantCulture));

        using (await dialect.EnterWriteAsync(cancel))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            await dialect.HoldAsync(db, AddCell.HoldOf(village), cancel);
            var (first, next) = (village.First.Value, village.Next.Value);
            var rows = await db.Places.Where(row => row.Code >= first && row.Code < next && row.Until == null).ToListAsync(cancel);
            if (rows.Find(row => row.Code == place.Value) is not { } changed)
                return new FieldError("place", "field.place");
            changed.Households = number;
            var (cells, whole) = (rows.Where(row => row.Code != first).Sum(row => row.Households ?? 0), rows.Find(row => row.Code == first)?.Households);
            if (cells > whole)
            {
                db.ChangeTracker.Clear();
                return new FieldError("households", "cell.sum", whole.Value.ToString(CultureInfo.InvariantCulture));
            }

            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            db.ChangeTracker.Clear();
        }

        await directory.RenewAsync(cancel);
        return null;
    }
}
