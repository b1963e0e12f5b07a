using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Notices;
using Hejie.Notices.Duty;
using Hejie.Rules.Notices;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;

namespace Hejie.Operations.Demo;

/// <summary>
/// The rosters of the demonstration, on the way from 喜洲村 to the prefecture: the county and the prefecture have somebody day
/// and night, the township not on Sunday nights, the village by day alone. Nobody's telephone rings: calls are printed.
/// </summary>
internal static class DemoDuty
{
    private static readonly TimeOnly s_morning = new(8, 0), s_evening = new(20, 0);

    public static async Task RunAsync(IServiceProvider services, BodyDirectory directory, Catalogue catalogue, CancellationToken cancel)
    {
        var keep = services.GetRequiredService<KeepPreferences>();
        foreach (var level in new[] { PlaceLevel.Prefecture, PlaceLevel.County, PlaceLevel.Township, PlaceLevel.Village })
        {
            if (directory.Serving(BodyKinds.ServiceCentre, level, PlaceCode.Parse("532901104201")) is not { } body
                || StaffScope.Of(directory, catalogue, 0, directory.PostsOf(body).First(post => post.Role == Role.DutyOfficer).Id) is not { } duty)
                continue;
            await keep.ChangeRosterAsync(duty, _ => new Roster { Week = [.. Week(level)] }, cancel);
            if (level == PlaceLevel.Township)
                await keep.ChangeAsync(duty, chosen => chosen with { Targets = [new NoticeTarget("demo", NoticeChannel.Sms, DemoPeople.TelephonePrefix + "0104", NoticeScope.New)] }, cancel);
        }
    }

    private static IEnumerable<WeeklyShift> Week(PlaceLevel level)
    {
        var number = DemoPeople.TelephonePrefix + "00" + ((int)level).ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach (var day in Enum.GetValues<DayOfWeek>())
        {
            yield return new WeeklyShift(day, new Shift(s_morning, s_evening, number + "1"));
            if (level < PlaceLevel.Township || (level == PlaceLevel.Township && day != DayOfWeek.Sunday))
                yield return new WeeklyShift(day, new Shift(s_evening, s_morning, number + "2"));
        }
    }
}
