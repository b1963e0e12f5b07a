using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hejie.Rules.Notices;
using Hejie.Rules.Time;

namespace Hejie.Notices.Telling;

/// <summary>Makes, of what a body is told, a notice for each of its addresses that wants it; and of a danger a call to who is on duty.</summary>
internal static class MakeNotices
{
    /// <param name="county">The county of what is told.</param>
    /// <param name="told">What is told.</param>
    /// <param name="preferences">How the body wants to be told.</param>
    /// <param name="now">The present.</param>
    public static IEnumerable<NoticeRow> Of(int county, Told told, Preferences preferences, DateTimeOffset now)
    {
        if (NoticeBook.IsDanger(told.Kind))
        {
            yield return Of(county, told, NoticeChannel.Voice, "", now);
            if (told.Again)
            {
                yield return Of(county, told, NoticeChannel.Sms, "", now);
                yield break;
            }
        }

        foreach (var target in preferences.Targets.Where(target => target.Wants(told.Kind) && NoticeBook.IsToldBy(told.Kind, target.Channel)))
            yield return Of(county, told, target.Channel, target.Id, now);
    }

    /// <summary>The next calls of a danger that nobody acknowledged: by telephone and by short message, to a body or to the one above it.</summary>
    public static IEnumerable<NoticeRow> Again(NoticeRow called, int body, DateTimeOffset now)
    {
        foreach (var channel in new[] { NoticeChannel.Voice, NoticeChannel.Sms })
        {
            var round = called.Round + 1;
            yield return new NoticeRow
            {
                County = called.County,
                Id = IdOf(string.Create(CultureInfo.InvariantCulture, $"{called.Id:N}|{round}|{channel}")),
                Body = body,
                About = called.About,
                Kind = called.Kind,
                Channel = channel,
                Target = "",
                Matter = called.Matter,
                Work = called.Work,
                Order = called.Order,
                Due = called.Due,
                Round = round,
                Made = LegalTime.Micros(now),
                Next = LegalTime.Micros(now),
                Danger = true,
            };
        }
    }

    /// <summary>A notice that a post has sent to one of its body's addresses, to see whether it arrives.</summary>
    public static NoticeRow Test(int county, int body, NoticeTarget target, DateTimeOffset now) =>
        Of(county, new Told(body, NoticeKind.Test, Guid.CreateVersion7(now).ToString()), target.Channel, target.Id, now);

    private static NoticeRow Of(int county, Told told, NoticeChannel channel, string target, DateTimeOffset now) => new()
    {
        County = county,
        Id = IdOf(string.Create(CultureInfo.InvariantCulture, $"{county}|{told.Kind}|{told.Key}|{told.Body}|{channel}|{target}")),
        Body = told.Body,
        About = told.Body,
        Kind = told.Kind,
        Channel = channel,
        Target = target,
        Matter = told.Matter,
        Work = told.Work,
        Order = told.Order,
        Due = told.Due,
        Again = told.Again,
        Made = LegalTime.Micros(now),
        Next = Math.Max(LegalTime.Micros(now), told.NotBefore ?? 0),
        Danger = NoticeBook.IsDanger(told.Kind),
    };

    /// <summary>The same id for the same notice, whoever makes it and however often (RFC 9562, version 8).</summary>
    private static Guid IdOf(string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
