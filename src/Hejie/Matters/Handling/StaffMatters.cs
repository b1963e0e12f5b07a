using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Matters.Forgetting;
using Hejie.Matters.Intake.Attachments;
using Hejie.Matters.Reading;
using Hejie.Matters.Tracking;
using Hejie.Operations;
using Hejie.Rules.Procedures;
using Hejie.Ui;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Handling;

/// <summary>A matter as a post of staff sees it.</summary>
/// <param name="Scope">Who looks.</param>
/// <param name="Reading">The matter as the post may read it.</param>
/// <param name="Procedure">The version of the procedure that it began under.</param>
/// <param name="WorksOn">Whether the post's body works on it, and so may open what is sealed.</param>
internal sealed record StaffMatter(Scope Scope, MatterReading Reading, Procedure Procedure, bool WorksOn)
{
    public LoadedMatter Matter => Reading.Matter;

    public IReadOnlyList<byte[]> Entries => Reading.Entries;

    /// <summary>Whether the post opened it in this shift.</summary>
    public bool Opened => Reading.Opened;

    public int County => Matter.Row.County;

    public Guid Id => Matter.Row.Id;

    public MatterState State => Matter.State;

    /// <summary>The matter's page.</summary>
    public string Path => FormattableString.Invariant($"/matters/{County}/{Id:N}");
}

/// <summary>A party with who they are, for those who opened the matter.</summary>
internal sealed record KnownParty(int Ordinal, PartyRole Role, Person Person, bool HasCode);

/// <summary>A file of the matter with its name, for those who opened the matter.</summary>
/// <param name="Id">Its number within the matter.</param>
/// <param name="Name">Its sender's name for it.</param>
/// <param name="Size">Bytes.</param>
/// <param name="IsPicture">Whether a browser shows it as a picture.</param>
internal sealed record KnownFile(Guid Id, string Name, long Size, bool IsPicture);

/// <summary>Reads a matter for the staff's pages: within scope, and what is sealed only where it was opened with a purpose.</summary>
internal sealed class StaffMatters(ReadMatter read, HejieDb db, CatalogueHolder catalogue, DirectoryHolder directory, StaffScope session, IWords words)
{
    /// <summary>The matter, or null where it is outside the scope of who asks: it is then not there at all.</summary>
    public async Task<StaffMatter?> FindAsync(int county, Guid id, CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        return await read.ForStaffAsync(scope, county, id, cancel) is { } reading
            ? new StaffMatter(
                scope, reading, catalogue.Current.Procedures.Version(reading.Matter.State.ProcedureHash), scope.WorksOn(reading.Matter.State))
            : null;
    }

    /// <summary>What is left of a matter in scope whose people are forgotten, or null.</summary>
    public async Task<ForgottenMatter?> ForgottenAsync(int county, Guid id, CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        return await read.IsForgottenAsync(scope, county, id, cancel)
            ? await ForgottenMatter.ReadAsync(scope.Matter(db, county, id), db, catalogue.Current, directory.Current, words, cancel)
            : null;
    }

    /// <summary>What happened, as this post may know it.</summary>
    public Story Story(StaffMatter view) => new StoryTeller(catalogue.Current.Procedures, directory.Current, words)
        .Tell(view.Entries, view.Matter.Key, view.Reading.Mediation, view.Reading.Viewer);

    /// <summary>The parties; empty while the matter is not opened.</summary>
    public async Task<IReadOnlyList<KnownParty>> PartiesAsync(StaffMatter view, CancellationToken cancel)
    {
        if (!view.Opened)
            return [];
        var rows = await db.Parties.AsNoTracking()
            .Where(row => row.County == view.County && row.Matter == view.Id).OrderBy(row => row.Ordinal).ToListAsync(cancel);
        return rows.FindAll(row => view.Reading.ReadsPerson(row.Role)).ConvertAll(row => new KnownParty(row.Ordinal, row.Role, SealedPerson.Open(row, view.Matter.Key), row.Code is not null));
    }

    /// <summary>The files; empty while the matter is not opened.</summary>
    public async Task<IReadOnlyList<KnownFile>> FilesAsync(StaffMatter view, CancellationToken cancel)
    {
        if (!view.Reading.Reads(Sight.Files))
            return [];
        var rows = await db.Attachments.AsNoTracking()
            .Where(row => row.County == view.County && row.Matter == view.Id).OrderBy(row => row.Entry).ThenBy(row => row.Id).ToListAsync(cancel);
        return rows.ConvertAll(row => new KnownFile(row.Id, row.OpenName(view.Matter.Key), row.Size, Enum.Parse<AttachmentKind>(row.Kind, ignoreCase: true).IsPicture()));
    }
}
