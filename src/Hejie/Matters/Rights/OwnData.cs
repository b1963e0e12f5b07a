using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Matters.Forgetting;
using Hejie.Matters.Reading;
using Hejie.Matters.Tracking;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Ui;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Rights;

/// <summary>All that is kept about a party in their own matter: the copy that the law gives them (个人信息保护法 45).</summary>
/// <param name="Procedure">The procedure.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Number">The official number, once there is one.</param>
/// <param name="Filed">When it came in.</param>
/// <param name="You">What the party is to it.</param>
/// <param name="Name">The party's name.</param>
/// <param name="Telephone">The telephone.</param>
/// <param name="Address">The address for service.</param>
/// <param name="TelephoneConfirmed">Whether a lost code can be found again with it.</param>
/// <param name="Messages">Whether messages may be sent.</param>
/// <param name="Steps">What happened, as the party may know it, with all that they said themselves; the newest first.</param>
/// <param name="Looks">Who opened what is sealed, when and why; the newest first.</param>
/// <param name="Files">The files that the party sent.</param>
/// <param name="Keeping">How long it is kept, why, and whether it can be erased before.</param>
internal sealed record OwnDataBody(
    string Procedure, string Kind, string Place, string? Number, DateTimeOffset Filed, PartyRole You, string Name, string? Telephone, string? Address,
    bool TelephoneConfirmed, bool Messages, IReadOnlyList<StoryStep> Steps, IReadOnlyList<Look> Looks, IReadOnlyList<OwnFileBody> Files, KeepingBody? Keeping);

/// <summary>A file that the party sent.</summary>
internal sealed record OwnFileBody(string Name, long Size);

/// <summary>How long a matter is kept.</summary>
/// <param name="Years">Years from its end.</param>
/// <param name="Days">Days from its filing instead, where it is gone sooner; years are then 0.</param>
/// <param name="Until">The last day, once it is known.</param>
/// <param name="ByLaw">Whether the law keeps the file, so that it cannot be erased before.</param>
/// <param name="Article">What says so.</param>
/// <param name="Verified">Whether the article was read in the text itself.</param>
internal sealed record KeepingBody(int Years, int? Days, DateOnly? Until, bool ByLaw, string Article, bool Verified);

/// <summary>Reads what is kept about a party, for them alone.</summary>
internal sealed class ReadOwnData(HejieDb db, ReadOwnMatter read, CatalogueHolder catalogue, DirectoryHolder directory, IWords words)
{
    /// <summary>The data with the matter they are of, or null where its people are forgotten.</summary>
    public async Task<(OwnMatter Own, OwnDataBody Data)?> RunAsync(PartyKey party, CancellationToken cancel)
    {
        if (await read.RunAsync(party, cancel) is not { } own)
            return null;
        var row = await db.Parties.AsNoTracking()
            .SingleAsync(known => known.County == party.County && known.Matter == party.Matter && known.Ordinal == party.Ordinal, cancel);
        var person = SealedPerson.Open(row, own.Matter.Key);
        var matter = own.Matter.Row;
        return (own, new OwnDataBody(
            words[own.Procedure.Title], KindWords.Of(own.Procedure, own.State.Kind, words), directory.Current.Place(PlaceCode.Of(own.State.Place))?.FullName ?? "",
            own.State.Number, LegalTime.Instant(matter.Opened), party.Role, person.Name, person.Telephone, person.Address,
            row.Telephone is not null, !row.NoMessages, own.Story.Steps, own.Story.Looks,
            [.. own.Files.Select(file => new OwnFileBody(file.OpenName(own.Matter.Key), file.Size))],
            catalogue.Current.Procedures.Keeps(own.State.Procedure) is { } keeps
                ? new KeepingBody(keeps.Years, keeps.Days, ForgetMatter.KeptUntil(matter, own.At, keeps), keeps.ByLaw, keeps.Article, keeps.Verified)
                : null));
    }
}
