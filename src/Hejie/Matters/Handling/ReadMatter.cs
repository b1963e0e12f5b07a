using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Matters.Reading;
using Hejie.Matters.Tracking;
using Hejie.Operations;
using Hejie.Privacy;
using Hejie.Rules.Procedures;
using Hejie.Ui;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Handling;

/// <summary>A matter as a post of staff sees it.</summary>
/// <param name="Scope">Who looks.</param>
/// <param name="Matter">The matter.</param>
/// <param name="Procedure">The version of the procedure that it began under.</param>
/// <param name="Entries">Its stored entries.</param>
/// <param name="WorksOn">Whether the post's body works on it, and so may open what is sealed.</param>
/// <param name="Opened">Whether the post opened it in this shift.</param>
internal sealed record StaffMatter(
    Scope Scope, LoadedMatter Matter, Procedure Procedure, IReadOnlyList<byte[]> Entries, bool WorksOn, bool Opened)
{
    public int County => Matter.Row.County;

    public Guid Id => Matter.Row.Id;

    public MatterState State => Matter.State;

    /// <summary>The matter's page.</summary>
    public string Path => FormattableString.Invariant($"/matters/{County}/{Id:N}");
}

/// <summary>A party with who they are, for those who opened the matter.</summary>
internal sealed record KnownParty(int Ordinal, PartyRole Role, Person Person, bool HasCode);

/// <summary>A file of the matter with its name, for those who opened the matter.</summary>
internal sealed record KnownFile(Guid Id, string Name, long Size);

/// <summary>Reads a matter for staff: within scope, and what is sealed only where it was opened with a purpose.</summary>
internal sealed class ReadMatter(
    HejieDb db, MatterJournal journal, OpenSealed look, MatterKeys keys, CatalogueHolder catalogue, DirectoryHolder directory, StaffScope session, IWords words)
{
    /// <summary>The matter, or null where it is outside the scope of who asks: it is then not there at all.</summary>
    public async Task<StaffMatter?> FindAsync(int county, Guid id, CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        if (await journal.FindAsync(scope.Matter(db, county, id), cancel) is not { } matter)
            return null;
        var entries = await journal.EntriesAsync(county, id, cancel);
        var worksOn = scope.WorksOn(matter.State);
        return new StaffMatter(
            scope, matter, catalogue.Current.Procedures.Version(matter.State.ProcedureHash), entries,
            worksOn, worksOn && look.IsOpen(entries, scope.Post.Id));
    }

    /// <summary>What happened, as this post may know it. What was said in mediation is for the body that mediates, not for those above it.</summary>
    public async Task<Story> StoryAsync(StaffMatter view, CancellationToken cancel)
    {
        var mediation = view is { Opened: true, Matter.Row.MediationKeyId: { } id } && view.State.Owner == view.Scope.Body.Id
            ? await keys.FindAsync(id, cancel)
            : null;
        return new StoryTeller(catalogue.Current.Procedures, directory.Current, words)
            .Tell(view.Entries, view.Matter.Key, mediation, new Viewer.Staff(view.Scope.Post.Id, view.Opened));
    }

    /// <summary>The parties; empty while the matter is not opened.</summary>
    public async Task<IReadOnlyList<KnownParty>> PartiesAsync(StaffMatter view, CancellationToken cancel)
    {
        if (!view.Opened)
            return [];
        var rows = await db.Parties.AsNoTracking()
            .Where(row => row.County == view.County && row.Matter == view.Id).OrderBy(row => row.Ordinal).ToListAsync(cancel);
        return rows.ConvertAll(row => new KnownParty(row.Ordinal, row.Role, SealedPerson.Open(row, view.Matter.Key), row.Code is not null));
    }

    /// <summary>The files; empty while the matter is not opened.</summary>
    public async Task<IReadOnlyList<KnownFile>> FilesAsync(StaffMatter view, CancellationToken cancel)
    {
        if (!view.Opened)
            return [];
        var rows = await db.Attachments.AsNoTracking()
            .Where(row => row.County == view.County && row.Matter == view.Id).OrderBy(row => row.Entry).ThenBy(row => row.Id).ToListAsync(cancel);
        return rows.ConvertAll(row => new KnownFile(row.Id, row.OpenName(view.Matter.Key), row.Size));
    }
}
