using System.Globalization;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Matters.Forgetting;
using Hejie.Matters.Reading;
using Hejie.Operations;
using Hejie.Rules.Procedures;

namespace Hejie.Matters.Rights;

/// <summary>What came of asking for erasure.</summary>
internal abstract record ErasureAsked
{
    private ErasureAsked()
    {
    }

    /// <summary>The matter's people are forgotten.</summary>
    public sealed record Erased : ErasureAsked;

    /// <summary>It is refused, which is recorded with its reason (个人信息保护法 50).</summary>
    /// <param name="Code">Why: <c>erase.open</c>, <c>erase.kept</c> or <c>erase.others</c>.</param>
    /// <param name="Until">The last day on which it is kept, where that is known.</param>
    /// <param name="Article">What keeps it, or null.</param>
    public sealed record Refused(string Code, DateOnly? Until, string? Article) : ErasureAsked;
}

/// <summary>
/// A party asks for erasure (个人信息保护法 47). What no law keeps is forgotten at once, once it has ended; what a law keeps
/// stays until its day. Only who filed can have the whole erased: what it holds is the others' evidence too.
/// </summary>
internal sealed class AskErasure(HejieDb db, MatterJournal journal, ForgetMatter forget, CatalogueHolder catalogue)
{
    /// <summary>The entry's kind where it is refused.</summary>
    public const string RefusedKind = "erase:refused";

    public async Task<ErasureAsked> RunAsync(PartyKey party, CancellationToken cancel)
    {
        if (party.Role != PartyRole.Filer)
            return await RefuseAsync(party, "erase.others", cancel);
        return await forget.RunAsync(new Forgetting.Forgetting(party.County, party.Matter, ForgetWhy.Asked, party.Ordinal), cancel) switch
        {
            Written.Refused refused => await RefuseAsync(party, refused.Code, cancel),
            _ => new ErasureAsked.Erased(),
        };
    }

    private async Task<ErasureAsked> RefuseAsync(PartyKey party, string code, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        DateOnly? until = null;
        string? article = null;
        var written = await journal.AppendAsync(
            ReadMatter.Of(db, party), VersionCheck.None,
            matter =>
            {
                var procedures = catalogue.Current.Procedures;
                var keeps = procedures.Keeps(matter.State.Procedure);
                until = ForgetMatter.KeptUntil(matter.Row, procedures.Version(matter.State.ProcedureHash).States[matter.State.Name], keeps);
                article = keeps?.Article;
                var clear = new Dictionary<string, string> { ["why"] = code };
                if (until is { } day)
                    clear["until"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                if (article is not null)
                    clear["article"] = article;
                return ValueTask.FromResult<Decision>(new Decision.Write(new EntryDraft
                {
                    Kind = RefusedKind,
                    Actor = party.Actor,
                    Answers = Answers.None with { Clear = clear },
                    Catalogue = matter.State.ProcedureHash,
                }));
            },
            null, cancel);
        return written is Written.Forgotten ? new ErasureAsked.Erased() : new ErasureAsked.Refused(code, until, article);
    }
}
