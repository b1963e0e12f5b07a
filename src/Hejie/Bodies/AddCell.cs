using Hejie.Data;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Bodies;

/// <summary>What came of a new grid cell.</summary>
internal abstract record CellAdded
{
    private CellAdded()
    {
    }

    /// <summary>The village has it now.</summary>
    public sealed record Done(Place Cell) : CellAdded;

    /// <summary>The village has one of this name: the same form sent twice makes one cell.</summary>
    public sealed record There(Place Cell) : CellAdded;

    /// <summary>The name is missing or too long.</summary>
    public sealed record Invalid(FieldError Error) : CellAdded;

    /// <summary>All 999 numbers of the village were given.</summary>
    public sealed record Full : CellAdded;

    /// <summary>The post does not keep the cells of this village.</summary>
    public sealed record NotYours : CellAdded;
}

/// <summary>Adds a grid cell to a village: the next number after the highest ever given, so that no number means two cells.</summary>
internal sealed class AddCell(HejieDb db, IDialect dialect, DirectoryHolder directory, TimeProvider time)
{
    /// <summary>The most characters of a name.</summary>
    public const int LongestName = 40;

    public async Task<CellAdded> RunAsync(Scope scope, PlaceCode village, string? name, CancellationToken cancel)
    {
        if (scope.KeepsCellsOf != village)
            return new CellAdded.NotYours();
        var plain = PlaceNames.Plain(name ?? "");
        if (plain.Length == 0)
            return new CellAdded.Invalid(new FieldError("name", "field.required"));
        if (plain.Length > LongestName)
            return new CellAdded.Invalid(new FieldError("name", "field.too-long", "40"));

        var (first, next) = (village.First.Value, village.Next.Value);
        while (true)
        {
            // One reading serves name and number. Whoever took a number since takes it from this one too, so that the
            // key alone keeps numbers and names apart.
            var cells = await db.Places.AsNoTracking().Where(row => row.Code > first && row.Code < next)
                .Select(row => new { row.Code, row.Name, row.Until }).ToListAsync(cancel);
            if (cells.FirstOrDefault(cell => cell.Until is null && cell.Name == plain) is { } there)
                return new CellAdded.There(await KnownAsync(there.Code, cancel));
            var code = cells.Count == 0 ? first + 1 : cells.Max(cell => cell.Code) + 1;
            if (code == next)
                return new CellAdded.Full();
            db.Places.Add(new PlaceRow { Code = code, Name = plain, Level = PlaceLevel.Cell, From = LegalTime.DateOf(time.GetUtcNow()) });
            try
            {
                using (await dialect.EnterWriteAsync(cancel))
                    await db.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException error) when (dialect.IsUniqueViolation(error, "places"))
            {
                db.ChangeTracker.Clear();
                continue;
            }

            return new CellAdded.Done(await KnownAsync(code, cancel));
        }
    }

    /// <summary>The cell as this node's directory has it, which is renewed where it does not know the cell yet.</summary>
    private async Task<Place> KnownAsync(long code, CancellationToken cancel)
    {
        var cell = PlaceCode.Of(code);
        if (directory.Current.Place(cell) is { } known)
            return known;
        await directory.RenewAsync(cancel);
        return directory.Current.Place(cell) ?? throw new InvalidOperationException($"The cell {cell} was written and is not there.");
    }
}
