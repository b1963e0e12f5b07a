using System.Threading.Channels;
using Hejie.Bodies;
using Hejie.Identity;

namespace Hejie.Live;

/// <summary>What one subscriber is told of a batch of changes. It is written whole, its id last: a break within it repeats it.</summary>
internal sealed record LiveBatch(int County, string Letter, long Last, IReadOnlyList<LiveEvent> Events);

/// <summary>One open stream: whose it is, which matter it watches, how far it has come, and what waits to be written.</summary>
internal sealed class LiveSubscription(Scope scope, IReadOnlyCollection<int> counties, (int County, Guid Id)? matter)
{
    /// <summary>Whoever reads slower than this many batches behind fetches everything again.</summary>
    private const int MostWaiting = 64;

    private readonly Channel<LiveBatch> _waiting = Channel.CreateBounded<LiveBatch>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    public Scope Scope { get; } = scope;

    public IReadOnlyCollection<int> Counties { get; } = counties;

    public (int County, Guid Id)? Matter { get; } = matter;

    /// <summary>How far it has come. Whoever writes the stream owns it.</summary>
    public LiveVector Vector { get; } = new();

    public ChannelReader<LiveBatch> Waiting => _waiting.Reader;

    /// <summary>Whether something did not find room, so that all is to be fetched again.</summary>
    public bool Overflowed { get; set; }

    /// <summary>Puts a batch in the row. Once one found no room none is taken: what is fetched again holds them all.</summary>
    public void Offer(LiveBatch batch) => Overflowed = Overflowed || !_waiting.Writer.TryWrite(batch);

    /// <summary>What the subscriber is told of a change: nothing where it is not theirs.</summary>
    public IEnumerable<LiveEvent> EventsOf(int county, LiveChange change)
    {
        switch (change)
        {
            case LiveChange.Matter moved:
                if (Matter == (county, moved.Id))
                    yield return LiveEvent.Matter(county, moved.Id);
                if (Scope.OpensMatters && moved.Bodies.Contains(Scope.Body.Id) && !(moved.About is { } about && Scope.Chain.Contains(about))
                    && !Scope.IsClosed(moved.Procedure, moved.Restricted ? moved.Kind : null))
                    yield return LiveEvent.Desk;
                break;
            case LiveChange.Order order:
                if (order.Posts.Contains(Scope.Post.Id) || (order.Body == Scope.Body.Id && Permissions.GivesOrders(Scope.Post.Role)))
                    yield return LiveEvent.Order(order.County, order.Id);
                break;
        }
    }
}
