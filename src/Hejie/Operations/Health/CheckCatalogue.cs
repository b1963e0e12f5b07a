using Hejie.Data;
using Hejie.Operations.Log;
using Hejie.Rules.Catalogue;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Operations.Health;

/// <summary>Whether the catalogue can be read and is the one that two people approved.</summary>
internal sealed class CheckCatalogue(HejieDb db, CatalogueLog log, CatalogueReading reading) : ICheck
{
    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        try
        {
            await reading.Read;
            var changes = await log.ReadAsync(cancel);
            var differences = log.Differences(changes);
            if (changes.Count == 0)
                return [await db.Users.AnyAsync(cancel) ? Finding.Bad("catalogue-unapproved", "") : Finding.Good("catalogue-new")];
            return [differences.Count == 0 ? Finding.Good("catalogue", changes[^1].Number) : Finding.Bad("catalogue-unapproved", string.Join(", ", differences.Take(5).Select(change => change.Path)))];
        }
        catch (CatalogueException wrong)
        {
            return [.. wrong.Problems.Take(5).Select(problem => Finding.Bad("catalogue-faulty", problem))];
        }
        catch (CatalogueLogBroken broken)
        {
            return [Finding.Bad("catalogue-broken", broken.Number)];
        }
    }
}
