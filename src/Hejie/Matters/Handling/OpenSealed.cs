using Hejie.Bodies;
using Hejie.Journal;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Supervision;

namespace Hejie.Matters.Handling;

/// <summary>
/// Opens what is sealed in a matter, for a purpose. The look is an entry of the matter: the resident sees which post,
/// when and why. It changes no state, so it refuses nobody's move.
/// </summary>
internal sealed class OpenSealed(MatterJournal journal, TimeProvider time)
{
    /// <summary>The entry's kind.</summary>
    public const string Kind = "look";

    /// <summary>How long one look lasts: a shift.</summary>
    private static readonly TimeSpan s_shift = TimeSpan.FromHours(8);

    /// <summary>The purposes, closed: a look is always for the matter.</summary>
    public static IReadOnlyList<string> Purposes { get; } = ["accept", "contact", "handle", "mediate", "supervise"];

    /// <summary>What its answers name where a search on the desk opened the matter.</summary>
    public const string Searched = "searched";

    /// <summary>Opens it.</summary>
    /// <param name="matters">The matter within the scope of who asks.</param>
    /// <param name="scope">Who asks.</param>
    /// <param name="purpose">One of <see cref="Purposes"/>.</param>
    /// <param name="cancel">Cancels.</param>
    /// <param name="searched">Whether it was found by words that stand in what is sealed.</param>
    public Task<Written> RunAsync(IQueryable<MatterRow> matters, Scope scope, string purpose, CancellationToken cancel, bool searched = false) =>
        journal.AppendAsync(matters, VersionCheck.None, matter => ValueTask.FromResult(Decide(matter, scope, purpose, searched)), null, cancel);

    /// <summary>Whether a post opened a matter in this shift, by its journal.</summary>
    public bool IsOpen(IEnumerable<byte[]> entries, int post)
    {
        var since = LegalTime.Micros(time.GetUtcNow() - s_shift);
        return entries.Select(EntryCodec.Header).Any(entry =>
            entry.Kind == Kind && entry.Recorded >= since && entry.Actor is Actor.Staff staff && staff.Post == post);
    }

    /// <summary>The entry of a look, which the parties read.</summary>
    public static EntryDraft Entry(LoadedMatter matter, Scope scope, string purpose, bool searched = false) => new()
    {
        Kind = Kind,
        Actor = scope.Actor,
        Answers = Answers.None with
        {
            Clear = searched ? new Dictionary<string, string> { ["purpose"] = purpose, [Searched] = "yes" } : new Dictionary<string, string> { ["purpose"] = purpose },
        },
        Catalogue = matter.State.ProcedureHash,
    };

    private static Decision Decide(LoadedMatter matter, Scope scope, string purpose, bool searched) =>
        !Purposes.Contains(purpose) ? new Decision.Stop(new Written.Invalid([new FieldError("purpose", "field.choice")]))
        : !scope.WorksOn(matter.State) ? new Decision.Stop(new Written.Refused("look.not-yours", null))
        : new Decision.Write(Entry(matter, scope, purpose, searched) with
        {
            With = (tables, loaded, entry) => tables.Looks.Add(new LookRow
            {
                County = entry.County,
                Matter = entry.Matter,
                Number = entry.Number,
                Post = scope.By.Id,
                At = entry.Recorded,
                Ended = loaded.State.HasEnded,
            }),
        });
}
