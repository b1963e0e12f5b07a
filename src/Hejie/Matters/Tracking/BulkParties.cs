using Hejie.Data;
using Hejie.Privacy;
using Hejie.Rules.Procedures;

namespace Hejie.Matters.Tracking;

/// <summary>Parties of matters that begin many at once: sealed as any, and given no code, since nobody is there to take it.</summary>
internal sealed class BulkParties
{
    private static readonly string[] s_columns = ["county", "matter", "ordinal", "role", "person", "asks_digits", "wrong_digits", "no_messages"];

    private readonly List<object?[]> _rows = [];

    /// <summary>Adds a matter's parties, in the order of their ordinals.</summary>
    public void Add(int county, Guid matter, MatterKey key, IReadOnlyList<Person> people)
    {
        for (var index = 0; index < people.Count; index++)
        {
            _rows.Add(
            [
                county, matter, index + 1, (int)people[index].Role, SealedPerson.Seal(people[index], matter, index + 1, key), people[index].Telephone is not null, 0, false,
            ]);
        }
    }

    /// <summary>Writes all in the caller's transaction.</summary>
    public Task WriteAsync(HejieDb db, IDialect dialect, CancellationToken cancel) => dialect.BulkAsync(db.Database, "parties", s_columns, _rows, cancel);
}
