using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Kernel;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Operations.Log;

/// <summary>What came of a step of a change of the catalogue.</summary>
internal abstract record CatalogueStep
{
    private CatalogueStep()
    {
    }

    /// <summary>The change is proposed; somebody else must approve it.</summary>
    public sealed record Proposed(int Number) : CatalogueStep;

    /// <summary>The change is in force from the next start on.</summary>
    public sealed record Approved(int Number) : CatalogueStep;

    /// <summary>It was not made.</summary>
    public sealed record Refused(string Code) : CatalogueStep;
}

/// <summary>What shows who changes it.</summary>
/// <param name="Password">The account's password.</param>
/// <param name="Code">A code of its authenticator, or a recovery code; empty where it has none.</param>
internal sealed record Shown(string Password, string Code);

/// <summary>Changes the catalogue by two people: one proposes what stands in the folder, another approves exactly that.</summary>
internal sealed class ChangeCatalogue(
    HejieDb db, IDialect dialect, CatalogueLog log, SignInStaff signIn, CheckSecondFactor second, DirectoryHolder directory, Settings settings, TimeProvider time)
{
    /// <summary>The posts whose holders may: those who run the installation and those who say who may do what.</summary>
    private static readonly Role[] s_hands = [Role.Administrator, Role.SecurityAdministrator];

    /// <summary>Proposes what stands in the folder.</summary>
    public async Task<CatalogueStep> ProposeAsync(string name, Shown shown, CancellationToken cancel)
    {
        var (hand, refused) = await HandAsync(name, shown, cancel);
        if (hand is not var (account, post))
            return refused!;
        var known = await log.ReadAsync(cancel);
        var changes = log.Differences(known);
        if (changes.Count == 0)
            return new CatalogueStep.Refused("catalogue.same");
        db.CatalogueProposals.Add(new CatalogueProposalRow
        {
            Number = known.Count + 1,
            Hash = FolderHash(),
            Files = FileChanges.Write(changes),
            Proposer = account,
            ProposedAs = post,
            Proposed = LegalTime.Micros(time.GetUtcNow()),
        });
        using var writing = await dialect.EnterWriteAsync(cancel);
        await db.SaveChangesAsync(cancel);
        return new CatalogueStep.Proposed(known.Count + 1);
    }

    /// <summary>Approves the last proposal, where the folder still holds exactly that and somebody else proposed it.</summary>
    public async Task<CatalogueStep> ApproveAsync(string name, Shown shown, CancellationToken cancel)
    {
        var (hand, refused) = await HandAsync(name, shown, cancel);
        if (hand is not var (account, post))
            return refused!;
        var known = await log.ReadAsync(cancel);
        if (await LastAsync(known.Count + 1, cancel) is not { } proposal)
            return new CatalogueStep.Refused("catalogue.no-proposal");
        if (proposal.Proposer == account)
            return new CatalogueStep.Refused("catalogue.same-hand");
        if (proposal.Hash != FolderHash())
            return new CatalogueStep.Refused("catalogue.moved");
        var added = await log.AddAsync(known, FileChanges.Read(proposal.Files), row =>
        {
            (row.Proposer, row.ProposedAs, row.Proposed) = (proposal.Proposer, proposal.ProposedAs, proposal.Proposed);
            (row.Approver, row.ApprovedAs, row.Approved) = (account, post, LegalTime.Micros(time.GetUtcNow()));
        }, cancel);
        return added ? new CatalogueStep.Approved(known.Count + 1) : new CatalogueStep.Refused("catalogue.no-proposal");
    }

    private async Task<CatalogueProposalRow?> LastAsync(int number, CancellationToken cancel) => await db.CatalogueProposals.AsNoTracking()
        .Where(row => row.Number == number).OrderByDescending(row => row.Id).FirstOrDefaultAsync(cancel);

    private async Task<((int Account, int Post)? Hand, CatalogueStep.Refused? Refused)> HandAsync(string name, Shown shown, CancellationToken cancel)
    {
        if (await signIn.RunAsync(name, shown.Password, cancel) is not SignedIn.Done done)
            return (null, new CatalogueStep.Refused("catalogue.sign-in"));
        if (done.Account.GivenUntil is not null)
            return (null, new CatalogueStep.Refused("catalogue.given"));
        if (!done.Account.TwoFactorEnabled && settings.SecondFactor)
            return (null, new CatalogueStep.Refused("catalogue.second"));
        if (done.Account.TwoFactorEnabled && !await second.RunAsync(done.Account, shown.Code, cancel))
            return (null, new CatalogueStep.Refused("catalogue.code"));
        var post = done.Posts.Select(directory.Current.Post).FirstOrDefault(post => post is not null && s_hands.Contains(post.Role));
        return post is null ? (null, new CatalogueStep.Refused("catalogue.post")) : ((done.Account.Id, post.Id), null);
    }

    private string FolderHash() => CatalogueFolder.HashOf(new CatalogueFolder(settings.Catalogue).Files());
}
