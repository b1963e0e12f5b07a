using Hejie.Data;
using Hejie.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Tracking;

/// <summary>
/// A code opens as long as the party has no other. Where a matter's people are forgotten there are no parties left; who
/// comes then is let in to be told so. Every request of a party asks, so the question is translated once.
/// </summary>
internal sealed class CheckParty(CheckParty.Question question, HejieDb db) : ICheckParty
{
    public Task<bool> StillOpensAsync(PartyKey key, CancellationToken cancel) => question.Ask(db, key.County, key.Matter, key.Ordinal, key.Code, cancel);

    /// <summary>The question; the program holds it, since each database has a model of its own.</summary>
    internal sealed class Question
    {
        public Func<HejieDb, int, Guid, int, byte[], CancellationToken, Task<bool>> Ask { get; } = EF.CompileAsyncQuery(
            (HejieDb db, int county, Guid matter, int ordinal, byte[] code, CancellationToken _) =>
                db.Matters.Where(row => row.County == county && row.Id == matter).Select(row =>
                    db.Parties.Any(party => party.County == county && party.Matter == matter && party.Ordinal == ordinal && party.Code == code)
                    || !db.Parties.Any(party => party.County == county && party.Matter == matter)).SingleOrDefault());
    }
}
