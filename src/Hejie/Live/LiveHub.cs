using System.Diagnostics.CodeAnalysis;
using Hejie.Bodies;

namespace Hejie.Live;

/// <summary>What came of the wish to subscribe.</summary>
internal abstract record Subscribed
{
    private Subscribed()
    {
    }

    /// <summary>The stream is open; these events were missed since the vector that was shown.</summary>
    public sealed record Open(LiveSubscription Subscription, IReadOnlyList<LiveEvent> Missed) : Subscribed;

    /// <summary>The account has as many streams as it may have.</summary>
    public sealed record TooMany : Subscribed;

    /// <summary>This node does not know yet how far the counties are.</summary>
    public sealed record NotYet : Subscribed;
}

/// <summary>
/// Who listens on this node, and what happened lately. The last changes of each county are kept in memory: who comes back
/// after a break is told what they missed from there, and who missed more fetches everything again.
/// </summary>
internal sealed class LiveHub(DirectoryHolder directory, IEnumerable<ILiveSource> sources)
{
    /// <summary>The most streams of an account: a browser has no more connections to one host.</summary>
    public const int MostOfAccount = 6;

    /// <summary>The changes kept of each county and source.</summary>
    public const int Kept = 2000;

    private static readonly HashSet<LiveSubscription> s_nobody = [];

    private readonly Lock _lock = new();
    private readonly Dictionary<(int County, string Letter), Recent> _recent = [];
    private readonly Dictionary<int, HashSet<LiveSubscription>> _byBody = [];
    private readonly Dictionary<int, HashSet<LiveSubscription>> _byPost = [];
    private readonly Dictionary<(int County, Guid Id), HashSet<LiveSubscription>> _byMatter = [];
    private readonly Dictionary<int, int> _ofAccount = [];
    private bool _ready;

    /// <summary>How many streams are open.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _ofAccount.Values.Sum();
        }
    }

    /// <summary>Sets how far the counties are; what came before is not known here.</summary>
    public void Begin(string letter, IEnumerable<KeyValuePair<int, long>> positions)
    {
        lock (_lock)
        {
            foreach (var (county, position) in positions)
                _recent[(county, letter)] = new Recent(position);
        }
    }

    /// <summary>Lets streams in, once all sources have begun.</summary>
    public void Open()
    {
        lock (_lock)
            _ready = true;
    }

    /// <summary>The last position of a county that was told here.</summary>
    public long Position(int county, string letter)
    {
        lock (_lock)
            return RecentOf(county, letter).Last;
    }

    /// <summary>How far the counties of a post are: whoever shows a page asks before reading what the page shows.</summary>
    public LiveVector VectorOf(Scope scope)
    {
        var vector = new LiveVector();
        lock (_lock)
            Advance(vector, CountiesOf(scope));
        return vector;
    }

    /// <summary>Opens a stream.</summary>
    /// <param name="scope">Whose it is.</param>
    /// <param name="matter">The matter that it watches, whose scope was checked.</param>
    /// <param name="since">How far its holder has come; null where everything was just fetched.</param>
    public Subscribed Subscribe(Scope scope, (int County, Guid Id)? matter, LiveVector? since)
    {
        var counties = CountiesOf(scope);
        if (matter is { } watched && !counties.Contains(watched.County))
            counties = [.. counties, watched.County];
        var subscription = new LiveSubscription(scope, counties, matter);
        lock (_lock)
        {
            if (!_ready)
                return new Subscribed.NotYet();
            var open = _ofAccount.GetValueOrDefault(scope.Account);
            if (open >= MostOfAccount)
                return new Subscribed.TooMany();
            _ofAccount[scope.Account] = open + 1;
            Add(_byBody, scope.Body.Id, subscription);
            Add(_byPost, scope.Post.Id, subscription);
            if (matter is { } one)
                Add(_byMatter, one, subscription);
            Advance(subscription.Vector, counties);
            return new Subscribed.Open(subscription, since is null ? [] : MissedBy(subscription, since));
        }
    }

    public void Leave(LiveSubscription subscription)
    {
        lock (_lock)
        {
            var account = subscription.Scope.Account;
            if (--_ofAccount[account] == 0)
                _ofAccount.Remove(account);
            Remove(_byBody, subscription.Scope.Body.Id, subscription);
            Remove(_byPost, subscription.Scope.Post.Id, subscription);
            if (subscription.Matter is { } matter)
                Remove(_byMatter, matter, subscription);
        }
    }

    /// <summary>Tells what came in a county to all whom it is for.</summary>
    public void Publish(int county, string letter, IReadOnlyList<LiveChange> changes, long last)
    {
        lock (_lock)
        {
            RecentOf(county, letter).Take(changes, last);
            var told = new Dictionary<LiveSubscription, HashSet<LiveEvent>>();
            foreach (var change in changes)
            {
                foreach (var subscription in Listeners(county, change))
                {
                    foreach (var each in subscription.EventsOf(county, change))
                    {
                        if (!told.TryGetValue(subscription, out var events))
                            told[subscription] = events = [];
                        events.Add(each);
                    }
                }
            }

            foreach (var (subscription, events) in told)
                subscription.Offer(new LiveBatch(county, letter, last, [.. events]));
        }
    }

    /// <summary>Brings the vector of a stream that has nothing waiting to where the counties are, so that a later break looks less far back.</summary>
    public void CatchUp(LiveSubscription subscription)
    {
        lock (_lock)
        {
            if (!subscription.Overflowed && subscription.Waiting.Count == 0)
                Advance(subscription.Vector, subscription.Counties);
        }
    }

    /// <summary>Empties what waits for a slow reader, who then fetches everything again.</summary>
    /// <returns>Whether it was one.</returns>
    public bool GiveUp(LiveSubscription subscription)
    {
        lock (_lock)
        {
            if (!subscription.Overflowed)
                return false;
            while (subscription.Waiting.TryRead(out _))
            {
                // What is fetched again holds it.
            }

            subscription.Overflowed = false;
            Advance(subscription.Vector, subscription.Counties);
            return true;
        }
    }

    private IReadOnlyList<LiveEvent> MissedBy(LiveSubscription subscription, LiveVector since)
    {
        var missed = new HashSet<LiveEvent>();
        foreach (var (county, letter) in subscription.Counties.SelectMany(county => sources.Select(source => (county, source.Letter))))
        {
            var recent = RecentOf(county, letter);
            if (since[county, letter] is not { } from || from < recent.Since)
                return [LiveEvent.All];
            foreach (var change in recent.After(from))
                missed.UnionWith(subscription.EventsOf(county, change));
        }

        return [.. missed];
    }

    private IEnumerable<LiveSubscription> Listeners(int county, LiveChange change) => change switch
    {
        LiveChange.Matter moved => moved.Bodies.SelectMany(body => Of(_byBody, body)).Concat(Of(_byMatter, (county, moved.Id))),
        LiveChange.Order order => order.Posts.SelectMany(post => Of(_byPost, post)).Concat(order.Body is { } body ? Of(_byBody, body) : []),
        _ => [],
    };

    private void Advance(LiveVector vector, IEnumerable<int> counties)
    {
        foreach (var county in counties)
        {
            foreach (var source in sources)
                vector[county, source.Letter] = RecentOf(county, source.Letter).Last;
        }
    }

    private IReadOnlyCollection<int> CountiesOf(Scope scope) =>
        scope.AcrossCounties ? [.. directory.Current.Counties] : [scope.Body.Place.County];

    private Recent RecentOf(int county, string letter)
    {
        if (!_recent.TryGetValue((county, letter), out var recent))
            _recent[(county, letter)] = recent = new Recent(-1);
        return recent;
    }

    private static HashSet<LiveSubscription> Of<TKey>(Dictionary<TKey, HashSet<LiveSubscription>> index, TKey key)
        where TKey : notnull =>
        index.TryGetValue(key, out var found) ? found : s_nobody;

    private static void Add<TKey>(Dictionary<TKey, HashSet<LiveSubscription>> index, TKey key, LiveSubscription subscription)
        where TKey : notnull
    {
        if (!index.TryGetValue(key, out var found))
            index[key] = found = [];
        found.Add(subscription);
    }

    [SuppressMessage("Performance", "CA1868", Justification = "The set is looked up to be removed when it is empty.")]
    private static void Remove<TKey>(Dictionary<TKey, HashSet<LiveSubscription>> index, TKey key, LiveSubscription subscription)
        where TKey : notnull
    {
        if (index.TryGetValue(key, out var found) && found.Remove(subscription) && found.Count == 0)
            index.Remove(key);
    }

    /// <summary>The last changes of one county in one source: all that came after <see cref="Since"/>, up to <see cref="Last"/>.</summary>
    private sealed class Recent(long position)
    {
        private readonly Queue<LiveChange> _changes = [];

        public long Since { get; private set; } = position;

        public long Last { get; private set; } = position;

        public void Take(IEnumerable<LiveChange> changes, long last)
        {
            foreach (var change in changes)
                _changes.Enqueue(change);
            while (_changes.Count > Kept)
                Since = _changes.Dequeue().Position;
            Last = Math.Max(Last, last);
        }

        public IEnumerable<LiveChange> After(long position) => _changes.Where(change => change.Position > position);
    }
}
