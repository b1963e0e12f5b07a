using Hejie.Data;
using Hejie.Rules.Notices;

namespace Hejie.Notices.Telling;

/// <summary>What the notifier follows: numbered changes of a county, which become visible in their order.</summary>
internal interface INoticeSource
{
    /// <summary>The reader's name: how far it has come in a county is kept under it.</summary>
    string Reader { get; }

    /// <summary>The newest position of each county, in one statement; -1 where there is none.</summary>
    Task<IReadOnlyDictionary<int, long>> NewestAsync(HejieDb db, IReadOnlyCollection<int> counties, CancellationToken cancel);

    /// <summary>What is to be told of a county's changes after a position, in order, for at most a number of positions.</summary>
    /// <returns>What is told, and the last position that it reaches.</returns>
    Task<(IReadOnlyList<Told> Told, long Last)> ReadAsync(HejieDb db, int county, long after, int most, CancellationToken cancel);

    /// <summary>Which notices still have something to tell: what they are about was not done, acknowledged or closed.</summary>
    /// <param name="db">The database.</param>
    /// <param name="rows">Notices, of any source.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>Those of this source that have.</returns>
    Task<IReadOnlyCollection<NoticeRow>> StandingAsync(HejieDb db, IReadOnlyCollection<NoticeRow> rows, CancellationToken cancel);
}

/// <summary>Something that a body is to be told of.</summary>
/// <param name="Body">The body.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Key">What makes it this one and no other within its county and kind.</param>
internal sealed record Told(int Body, NoticeKind Kind, string Key)
{
    public Guid? Matter { get; init; }

    public int? Work { get; init; }

    public Guid? Order { get; init; }

    public long? Due { get; init; }

    /// <summary>Not before this instant, microseconds UTC; null for at once.</summary>
    public long? NotBefore { get; init; }

    /// <summary>Whether who gave an order has it called again: then by every way there is to who is on duty.</summary>
    public bool Again { get; init; }
}
