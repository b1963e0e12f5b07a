using Hejie.Identity;
using Hejie.Journal;
using Hejie.Privacy;
using Hejie.Rules.Time;
using Hejie.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Matters.Rights;

/// <summary>What is kept about a party, who opened it, how it was decided, and what they can ask for.</summary>
[Access(Access.Party)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class DataModel(ReadOwnData read, ExplainMatter explain, ChangeConsent consent, PartySession session, IWords words, TimeProvider time) : PageModel
{
    /// <summary>The data.</summary>
    public OwnDataBody Data { get; private set; } = null!;

    /// <summary>How it was decided.</summary>
    public ExplanationBody Why { get; private set; } = null!;

    /// <summary>What was done just now: the word of a closed list, or null.</summary>
    public string? Done { get; private set; }

    /// <summary>Today in Asia/Shanghai.</summary>
    public DateOnly Today => LegalTime.DateOf(time.GetUtcNow());

    /// <summary>Who the party is, as it is kept; the telephone by its ends, since others may stand beside them.</summary>
    public IReadOnlyList<(string, string?)> Facts =>
    [
        (words["file.contact.name"], Data.Name.Length > 0 ? Data.Name : words["data.none"]),
        (words["file.contact.telephone"], Data.Telephone is { } telephone ? Mask.Telephone(telephone) : words["data.none"]),
        (words["file.contact.address"], Data.Address ?? words["data.none"]),
        (words["law.keeps"], Data.Keeping is { } keeping ? CopyOwnData.Kept(keeping, words) : null),
    ];

    /// <summary>Shows it.</summary>
    public async Task<IActionResult> OnGetAsync(string? done, CancellationToken cancel)
    {
        if (await read.RunAsync((await session.FindAsync())!, cancel) is not var (own, data))
            return Redirect("/matter");
        (Data, Why) = (data, explain.Of(own));
        Done = done is "corrected" or "withdrawn" or "given" ? done : null;
        return Page();
    }

    /// <summary>Takes a consent back, or gives it again.</summary>
    public async Task<IActionResult> OnPostAsync(string? withdraw, string? give, CancellationToken cancel)
    {
        var written = await consent.RunAsync((await session.FindAsync())!, withdraw ?? give ?? "", given: withdraw is null, cancel);
        return written switch
        {
            Written.Done => Redirect("/matter/data?done=" + (withdraw is null ? "given" : "withdrawn")),
            Written.Invalid => BadRequest(),
            _ => Redirect("/matter"),
        };
    }
}
