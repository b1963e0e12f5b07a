using Hejie.Data;

namespace Hejie.Journal.Following;

/// <summary>A reader that follows the journal by position, and keeps what it makes of it in tables of its own.</summary>
internal interface IFollowsJournal
{
    /// <summary>The name that its cursors are kept by. Whoever makes something else of the same entries takes another one, and follows all anew.</summary>
    string Reader { get; }

    /// <summary>How many entries it takes at once, at most.</summary>
    int Batch { get; }

    /// <summary>
    /// Takes entries of a county, in their order, in the transaction that moves its cursor on: they are taken once, or
    /// not at all. It makes the same of them however they are cut into batches.
    /// </summary>
    Task TakeAsync(HejieDb db, int county, IReadOnlyList<FollowedEntry> entries, CancellationToken cancel);

    /// <summary>Forgets all that it made of a county's entries, in the transaction that sets its cursor back.</summary>
    Task ClearAsync(HejieDb db, int county, CancellationToken cancel);
}

/// <summary>An entry as a reader sees it: its clear part alone.</summary>
/// <param name="Position">Its position in the county's log, from 0.</param>
/// <param name="Header">What stands in the clear.</param>
internal readonly record struct FollowedEntry(long Position, EntryHeader Header);
