using System.Globalization;
using System.Text.RegularExpressions;
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

    /// <summary>It cannot be a cell: too small, of what is another's, or about a household.</summary>
    public sealed record Invalid(IReadOnlyList<FieldError> Errors) : CellAdded;

    /// <summary>All 999 numbers of the village were given.</summary>
    public sealed record Full : CellAdded;

    /// <summary>The post does not keep the cells of this village.</summary>
    public sealed record NotYours : CellAdded;
}

/// <summary>A cell as it is asked for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Households">How many households live in it.</param>
/// <param name="Groups">The groups and hamlets that it is made of, with commas between.</param>
/// <param name="From">The cell out of which it is taken; null for one that is new.</param>
internal sealed record CellDraft(string? Name, int? Households, string? Groups, string? From = null);

/// <summary>
/// Adds a grid cell to a village: the next number after the highest ever given, so that no number means two cells. A cell
/// holds thirty households at least and whole groups, none of which is another cell's: none is about a household
/// (safeguard 5). One that is taken out of another leaves it thirty too.
/// </summary>
internal sealed partial class AddCell(HejieDb db, IDialect dialect, DirectoryHolder directory, TimeProvider time)
{
    /// <summary>The most characters of a name.</summary>
    public const int LongestName = 40;

    /// <summary>The most characters of all its groups.</summary>
    public const int LongestGroups = 200;

    /// <summary>The fewest households of a cell.</summary>
    public const int FewestHouseholds = 30;

    /// <summary>What is held while the cells of a village are looked at and written.</summary>
    public static string HoldOf(PlaceCode village) => "cells " + village;

    public async Task<CellAdded> RunAsync(Scope scope, PlaceCode village, CellDraft draft, CancellationToken cancel)
    {
        if (scope.KeepsCellsOf != village)
            return new CellAdded.NotYours();
        var name = PlaceNames.Plain(draft.Name ?? "");
        if (Wrong(name, draft) is { Count: > 0 } errors)
            return new CellAdded.Invalid(errors);

        long code;
        using (await dialect.EnterWriteAsync(cancel))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            await dialect.HoldAsync(db, HoldOf(village), cancel);
            var (first, next) = (village.First.Value, village.Next.Value);
            var rows = await db.Places.Where(row => row.Code >= first && row.Code < next).ToListAsync(cancel);
            var cells = rows.FindAll(row => row.Code > first);
            if (cells.Find(cell => cell.Until is null && cell.Name == name) is { } there)
                return new CellAdded.There(await KnownAsync(there.Code, cancel));
            code = cells.Count == 0 ? first + 1 : cells.Max(cell => cell.Code) + 1;
            if (code == next)
                return new CellAdded.Full();
            var added = new PlaceRow
            {
                Code = code,
                Name = name,
                Level = PlaceLevel.Cell,
                From = LegalTime.DateOf(time.GetUtcNow()),
                Households = draft.Households,
                Groups = string.Join(',', GroupsOf(draft.Groups)),
            };
            if (Conflict(added, draft.From, rows.Find(row => row.Code == first), cells.FindAll(cell => cell.Until is null)) is { } conflict)
            {
                db.ChangeTracker.Clear();
                return new CellAdded.Invalid([conflict]);
            }

            db.Places.Add(added);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            db.ChangeTracker.Clear();
        }

        await directory.RenewAsync(cancel);
        return new CellAdded.Done(await KnownAsync(code, cancel));
    }

    /// <summary>The groups of a text, each once, as they are compared.</summary>
    private static List<string> GroupsOf(string? text) =>
        [.. (text ?? "").Split([',', '，', '、', ';', '；', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(PlaceNames.Plain).Where(group => group.Length > 0).Distinct()];

    private static List<FieldError> Wrong(string name, CellDraft draft)
    {
        var errors = new List<FieldError>();
        if (name.Length is 0 or > LongestName)
            errors.Add(name.Length == 0 ? new FieldError("name", "field.required") : new FieldError("name", "field.too-long", "40"));
        else if (House().IsMatch(name))
            errors.Add(new FieldError("name", "cell.house"));
        if (draft.Households is not { } households)
            errors.Add(new FieldError("households", "field.required"));
        else if (households < FewestHouseholds)
            errors.Add(new FieldError("households", "cell.small", FewestHouseholds.ToString(CultureInfo.InvariantCulture)));
        else if (households > SetHouseholds.Most)
            errors.Add(new FieldError("households", "field.number", SetHouseholds.Most.ToString(CultureInfo.InvariantCulture)));
        var groups = GroupsOf(draft.Groups);
        if (groups.Count == 0)
            errors.Add(new FieldError("groups", "field.required"));
        else if ((draft.Groups ?? "").Length > LongestGroups)
            errors.Add(new FieldError("groups", "field.too-long", "200"));
        else if (groups.Exists(group => House().IsMatch(group)))
            errors.Add(new FieldError("groups", "cell.house"));
        return errors;
    }

    /// <summary>What keeps a cell from standing beside those that there are; what it is taken out of becomes smaller by it.</summary>
    private static FieldError? Conflict(PlaceRow added, string? from, PlaceRow? village, List<PlaceRow> cells)
    {
        var groups = GroupsOf(added.Groups);
        if (!string.IsNullOrEmpty(from))
        {
            if (!PlaceCode.TryParse(from, out var code) || cells.Find(cell => cell.Code == code.Value) is not { } whole)
                return new FieldError("from", "field.place");
            var kept = GroupsOf(whole.Groups).Except(groups).ToList();
            if (kept.Count == 0 || groups.Except(GroupsOf(whole.Groups)).Any())
                return new FieldError("groups", "cell.not-part", whole.Name);
            if (whole.Households is not { } before || before - added.Households < FewestHouseholds)
                return new FieldError("households", "cell.split", FewestHouseholds.ToString(CultureInfo.InvariantCulture));
            (whole.Households, whole.Groups) = (before - added.Households, string.Join(',', kept));
        }

        foreach (var cell in cells)
        {
            if (GroupsOf(cell.Groups).Intersect(groups).FirstOrDefault() is { } shared)
                return new FieldError("groups", "cell.intersects", $"{cell.Name} {shared}");
        }

        return village?.Households is { } most && cells.Sum(cell => cell.Households ?? 0) + added.Households > most
            ? new FieldError("households", "cell.sum", most.ToString(CultureInfo.InvariantCulture)) : null;
    }

    /// <summary>A house or a household instead of a group: 12号, 3栋2单元, 王家户.</summary>
    [GeneratedRegex(@"[\d０-９一二三四五六七八九十百]+(?:号|室|户|栋|幢|单元)|户$|住宅$")]
    private static partial Regex House();

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
