using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Journal;
using Hejie.Kernel;
using Hejie.Matters.Desk;
using Hejie.Operations;
using Hejie.Privacy;
using Hejie.Rounds;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;
using Hejie.Ui;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Notices.Calendars;

/// <summary>The dates of a post, and those of a party. A calendar lies on telephones and with other providers: no title says what a matter is.</summary>
internal sealed class ReadCalendars(
    HejieDb db, MatterKeys keys, DeskQuery desk, OwnRounds rounds, CatalogueHolder catalogue, DirectoryHolder directory, WordBook book, InstallationKey installation, Settings settings)
{
    /// <summary>The most pages of a desk that a calendar shows.</summary>
    private const int MostPages = 4;

    /// <summary>A post's dates: its open work and its rounds; null where the account holds the post no more.</summary>
    public async Task<string?> PostAsync(CalendarFeedRow feed, CancellationToken cancel)
    {
        var (account, post) = (feed.Account!.Value, feed.Post!.Value);
        if (!await db.Appointments.AnyAsync(row => row.Account == account && row.Post == post && row.Ended == null, cancel)
            || StaffScope.Of(directory.Current, catalogue.Current, account, post) is not { } scope)
            return null;
        var words = book.In(Language.Chinese);
        var dates = new List<CalendarDate>();
        for (var page = 1; page <= MostPages; page++)
        {
            var (lines, more) = await desk.LinesAsync(scope, new DeskView(Page: page), cancel);
            dates.AddRange(lines.Where(line => line.Due < Projection.NoDate).Select(line => Date(line, words)));
            if (!more)
                break;
        }

        if (scope.MakesRounds)
        {
            dates.AddRange((await rounds.ListAsync(scope, cancel)).Open.Select(round => new CalendarDate(
                $"round-{RoundId.Of(round)}", catalogue.Current.Rounds.Find(round.Plan) is { } plan ? words[plan.Title] : round.Plan, "", round.Due - 1, Link("/rounds"))));
        }

        return CalendarFile.Write(words["calendar.name", scope.Post.Name], feed.Made, dates);
    }

    /// <summary>A party's dates: what they are asked for, and what is promised, all under one title; null where the matter's people are forgotten.</summary>
    public async Task<string?> PartyAsync(CalendarFeedRow feed, CancellationToken cancel)
    {
        var (county, id) = (feed.County, feed.Matter!.Value);
        if (await db.Matters.AsNoTracking().Where(row => row.County == county && row.Id == id).Select(row => new { row.State, row.KeyId }).SingleOrDefaultAsync(cancel) is not { } matter
            || await keys.FindAsync(matter.KeyId, cancel) is null)
            return null;
        var state = StateCodec.Decode(matter.State);
        var texts = catalogue.Current.Notices.Parties;
        var instants = state.Clocks.Where(clock => clock is { IsOpen: true, Status: not ClockStatus.Paused } && Clock.ReferralOf(clock.Name) is null).Select(clock => clock.Ends)
            .Concat(state.Work.Where(work => work.Due is not null && (work.WaitsOnResident || work.Kind == "sitting")).Select(work => work.Due!.Value));
        return CalendarFile.Write(
            texts.Date.Zh, feed.Made,
            instants.Distinct().Order().Select(instant => new CalendarDate(Name(feed, instant), texts.Date.Zh, texts.DateText.Zh, instant, Link("/track"))));
    }

    private CalendarDate Date(DeskLine line, IWords words)
    {
        var procedure = catalogue.Current.Procedures.Find(line.Procedure);
        var work = procedure?.Work.GetValueOrDefault(line.Work) is { } kind ? words[kind.Title] : line.Work;
        return new CalendarDate(
            string.Create(CultureInfo.InvariantCulture, $"{line.Matter:N}-{line.Number}"), line.Official is { } number ? $"{work} {number}" : work, "", line.Due,
            Link(FormattableString.Invariant($"/matters/{line.County}/{line.Matter:N}")));
    }

    /// <summary>A name that says nothing of the matter to whoever has the calendar.</summary>
    private string Name(CalendarFeedRow feed, long instant) => Convert.ToHexStringLower(HMACSHA256.HashData(
        installation.For("calendar-dates"), Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{feed.Matter:N}|{feed.Party}|{instant}"))))[..32];

    private Uri? Link(string path) => settings.Address is { } address ? new Uri(address, path) : null;
}
