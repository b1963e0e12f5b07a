using Hejie.Bodies;
using Hejie.Rules.Time;

namespace Hejie.Notices.Duty;

/// <summary>Who is on duty: a body, itself or one above it, and the telephone that rings there.</summary>
internal sealed record DutyPost(int Body, string Telephone);

/// <summary>Finds who is on duty.</summary>
internal static class OnDuty
{
    /// <summary>Who is on duty at a body at an instant; where nobody is, at the next level above where somebody is; null where there is nobody at all.</summary>
    public static DutyPost? Find(IReadOnlyDictionary<int, Roster> rosters, BodyDirectory directory, int body, DateTimeOffset now)
    {
        var wall = now.ToOffset(LegalTime.Offset).DateTime;
        return directory.Chain(body)
            .Select(each => rosters.TryGetValue(each, out var roster) && roster.At(wall) is { } shift ? new DutyPost(each, shift.Telephone) : null)
            .FirstOrDefault(found => found is not null);
    }
}
