using Hejie.Rules.Time;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace Hejie.Notices.Calendars;

/// <summary>A calendar as programs read it (iCalendar, RFC 5545). The same dates give the same bytes.</summary>
internal static class CalendarFile
{
    private const string Zone = "Asia/Shanghai";

    /// <param name="name">What it is called.</param>
    /// <param name="made">Since when there is one, microseconds UTC.</param>
    /// <param name="dates">Its dates.</param>
    public static string Write(string name, long made, IEnumerable<CalendarDate> dates)
    {
        var calendar = new Ical.Net.Calendar { ProductId = "-//Hejie//Hejie//ZH" };
        calendar.AddProperty("X-WR-CALNAME", name);
        calendar.AddTimeZone(VTimeZone.FromDateTimeZone(Zone, new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc), includeHistoricalData: false));
        var stamp = new CalDateTime(LegalTime.Instant(made).UtcDateTime, CalDateTime.UtcTzId);
        foreach (var date in dates)
            calendar.Events.Add(Event(date, stamp));
        return new CalendarSerializer().SerializeToString(calendar) ?? "";
    }

    private static CalendarEvent Event(CalendarDate date, CalDateTime stamp)
    {
        var wall = date.At?.ToOffset(LegalTime.Offset).DateTime;
        return new CalendarEvent
        {
            Uid = date.Id + "@hejie",
            DtStamp = stamp,
            Summary = date.Title,
            Description = date.Text,
            Url = date.Link,
            Start = wall is { } at ? new CalDateTime(at, Zone) : new CalDateTime(date.Day),
            End = wall is { } from ? new CalDateTime(from + CalendarDate.Drawn, Zone) : new CalDateTime(date.Day.AddDays(1)),
        };
    }
}
