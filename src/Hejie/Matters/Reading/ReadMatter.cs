using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Kernel.Api;
using Hejie.Matters.Handling;
using Hejie.Matters.Tracking;
using Hejie.Operations;
using Hejie.Privacy;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Reading;

/// <summary>A matter as one reader may know it.</summary>
/// <param name="Matter">Row, state and key.</param>
/// <param name="Entries">The stored entries in their order.</param>
/// <param name="Viewer">The reader, and whether what is sealed is open to them.</param>
/// <param name="Mediation">The key of what was said in mediation; only where the reader may open it.</param>
internal sealed record MatterReading(LoadedMatter Matter, IReadOnlyList<byte[]> Entries, Viewer Viewer, MatterKey? Mediation)
{
    public bool Opened => Viewer is Viewer.Staff { Opened: true };

    /// <summary>Whether staff opened it and are shown something that has a name of its own.</summary>
    public bool Reads(string name) => Viewer is Viewer.Staff staff && staff.Reads(name);

    /// <summary>Whether staff opened it and are shown who a party is.</summary>
    public bool ReadsPerson(PartyRole role) => Reads(role == PartyRole.Filer ? Sight.Filer : Sight.People);
}

/// <summary>Reads one matter with its journal, within the scope of who asks.</summary>
internal sealed class ReadMatter(HejieDb db, MatterJournal journal, MatterKeys keys, OpenSealed look, CatalogueHolder catalogue)
{
    /// <summary>For staff: what is sealed stays so until the post looked with a purpose, and while its body works on the matter.</summary>
    /// <returns>Null where there is no such matter in scope.</returns>
    public async Task<MatterReading?> ForStaffAsync(Scope scope, int county, Guid id, CancellationToken cancel)
    {
        if (await journal.FindAsync(scope.Matter(db, county, id), cancel) is not { } matter)
            return null;
        var entries = await journal.EntriesAsync(county, id, cancel);
        var opened = scope.WorksOn(matter.State) && look.IsOpen(entries, scope.By.Id);

        // What was offered and conceded is for the body that mediates, not for those above it.
        var mediates = opened && matter.State.Owner == scope.Body.Id;
        var mediation = mediates && matter.Row.MediationKeyId is { } key ? await keys.FindAsync(key, cancel) : null;
        var sight = catalogue.Current.Procedures.Version(matter.State.ProcedureHash).SeenBy(matter.State, scope.Body.Id);
        return new MatterReading(matter, entries, new Viewer.Staff(scope.By.Id, opened, sight), mediation);
    }

    /// <summary>For a party, come in with their own code.</summary>
    public async Task<MatterReading?> ForPartyAsync(PartyKey party, CancellationToken cancel) =>
        await journal.FindAsync(Of(db, party), cancel) is { } matter
            ? new MatterReading(matter, await journal.EntriesAsync(party.County, party.Matter, cancel), new Viewer.Party(party.Ordinal), null)
            : null;

    /// <summary>Whether it is in scope and its people are forgotten.</summary>
    public Task<bool> IsForgottenAsync(Scope scope, int county, Guid id, CancellationToken cancel) => journal.IsForgottenAsync(scope.Matter(db, county, id), cancel);

    /// <summary>Whether the matter of a party is forgotten.</summary>
    public Task<bool> IsForgottenAsync(PartyKey party, CancellationToken cancel) => journal.IsForgottenAsync(Of(db, party), cancel);

    /// <summary>What a program is told where there is nothing to read: that its people are forgotten, or that it is not there.</summary>
    public async Task<ApiProblem> MissingAsync(Scope scope, int county, Guid id, CancellationToken cancel) => await IsForgottenAsync(scope, county, id, cancel)
        ? new ApiProblem(StatusCodes.Status410Gone, "matter.forgotten")
        : new ApiProblem(StatusCodes.Status404NotFound, "matter.none");

    /// <summary>The matter of a party: the one that their code opened, and no other.</summary>
    public static IQueryable<MatterRow> Of(HejieDb db, PartyKey party) =>
        db.Matters.Where(matter => matter.County == party.County && matter.Id == party.Matter);

    /// <summary>The parties' persons, for a reader to whom they are open.</summary>
    public async Task<IReadOnlyList<(int Ordinal, Person Person)>> PeopleAsync(MatterReading reading, CancellationToken cancel)
    {
        if (!reading.Opened)
            return [];
        var row = reading.Matter.Row;
        var parties = await db.Parties.AsNoTracking()
            .Where(party => party.County == row.County && party.Matter == row.Id)
            .OrderBy(party => party.Ordinal).ToListAsync(cancel);
        return [.. parties.Where(party => reading.ReadsPerson(party.Role)).Select(party => (party.Ordinal, SealedPerson.Open(party, reading.Matter.Key)))];
    }
}
