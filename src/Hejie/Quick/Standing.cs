using Hejie.Bodies;
using Hejie.Journal;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;

namespace Hejie.Quick;

/// <summary>How a body stands to a quick report that reached it.</summary>
/// <param name="Body">The body.</param>
/// <param name="Acknowledged">When it acknowledged, Asia/Shanghai; null while it has not.</param>
/// <param name="Leads">Whether it has the lead.</param>
internal sealed record Standing(Body Body, DateTimeOffset? Acknowledged, bool Leads)
{
    /// <summary>All bodies that filing called, the lowest first: who acknowledged, who not yet, who leads.</summary>
    public static IReadOnlyList<Standing> Of(IEnumerable<byte[]> entries, MatterState state, Procedure procedure, BodyDirectory directory)
    {
        var kinds = procedure.Opening.Opens.Select(work => work.Kind).ToHashSet();
        var (called, at) = (new Dictionary<int, int>(), new Dictionary<int, DateTimeOffset>());
        foreach (var entry in entries.Select(EntryCodec.Header))
        {
            foreach (var effect in entry.Effects)
            {
                if (effect is Effect.WorkOpened opened && kinds.Contains(opened.Kind))
                    called[opened.Number] = opened.Body;
                // What closes with the matter was not acknowledged by that.
                else if (effect is Effect.WorkClosed closed && called.TryGetValue(closed.Number, out var body) && entry.Actor is Actor.Staff staff && staff.Body == body)
                    at.TryAdd(body, LegalTime.Instant(entry.Recorded));
            }
        }

        var leader = state.Name == procedure.Initial ? (int?)null : state.Owner;
        return
        [
            .. called.Values.Distinct().Select(directory.Body).OfType<Body>().OrderByDescending(body => body.Place.Level)
                .Select(body => new Standing(body, at.TryGetValue(body.Id, out var when) ? when : null, body.Id == leader)),
        ];
    }
}
