using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Hejie.Bench;

/// <summary>What is asked over HTTP, with the best peer's figures of the shared comparison.</summary>
/// <param name="Name">What it is called, here and among the statements of bare SQL.</param>
/// <param name="Title">How the table calls it.</param>
/// <param name="Bare">The statements that do the same to the database.</param>
/// <param name="PeerRate">The best peer's requests a second.</param>
/// <param name="PeerCpu">The best peer's milliseconds of processor time a request; 0 where it was not measured.</param>
/// <param name="Next">Makes the next request; null where nothing is left to ask.</param>
internal sealed partial record Operation(string Name, string Title, string Bare, double PeerRate, double PeerCpu, Func<Subject, Random, byte[]?> Next)
{
    public static IReadOnlyList<Operation> All { get; } =
    [
        new("intake", "intake, API", "intake", 17.4, 96, File),
        new("move", "move (accept), API", "move", 44.7, 0, Accept),
        new("desk", "desk, page", "desk", 36.0, 55, (subject, random) => Get("/desk", "Cookie: " + Pick(subject.DeskPicks, random).Cookie)),
        new("desk-api", "desk, API", "desk-lines", 36.0, 55, (subject, random) => Get("/api/v1/desk", Bearer(Pick(subject.DeskPicks, random).Token))),
        new("timeline", "timeline, page", "timeline", 35.5, 56, (subject, random) =>
        {
            var desk = Pick(subject.DeskPicks, random);
            return Get($"/matters/{desk.County}/{Pick(desk.Matters, random):N}", "Cookie: " + desk.Cookie);
        }),
        new("timeline-api", "timeline, API", "timeline", 35.5, 56, (subject, random) =>
        {
            var desk = Pick(subject.DeskPicks, random);
            return Get($"/api/v1/counties/{desk.County}/matters/{Pick(desk.Matters, random)}/entries", Bearer(desk.Token));
        }),
        new("tracking", "tracking, page", "tracking", 35.5, 56, (subject, random) => Get("/matter", "Cookie: " + Pick(subject.PartyPicks, random).Cookie)),
        new("tracking-api", "tracking, API", "tracking", 35.5, 56, (subject, random) => Get("/api/v1/tracking", Bearer(Pick(subject.PartyPicks, random).Token))),
    ];

    /// <summary>About 300 characters, as the peers' tickets were.</summary>
    public static string Narrative { get; } = string.Concat(Enumerable.Repeat("隔壁去年翻建房屋，屋檐伸过了墙，下雨时水滴到我家院里，墙脚泡坏了，找过他两次都说不归他管。", 7))[..300];

    /// <summary>Keeps what an answer to a filing says, so that it can be accepted.</summary>
    public static void Keep(Subject subject, ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body);
        if (MatterField().Match(text) is { Success: true } matter && BodyField().Match(text) is { Success: true } owner)
        {
            var id = int.Parse(owner.Groups[1].Value, CultureInfo.InvariantCulture);
            subject.Filed.Enqueue((subject.VillagePicks.FindIndex(village => village.Body == id), matter.Groups[1].Value));
        }
    }

    private static byte[] File(Subject subject, Random random)
    {
        var village = Pick(subject.VillagePicks, random);
        var body = $$$"""
            {"procedure":"people-mediation","kind":"neighbour","place":"{{{village.Place}}}","answers":{"narrative":"{{{Narrative}}}"},"people":[{"name":"赵示例","role":"respondent"}],"filer":{"name":"杨示例","telephone":"19900001234","address":"三组 12 号"}}
            """;
        return Post($"/api/v1/counties/{Subject.County}/matters", $"Idempotency-Key: {Guid.NewGuid()}", body);
    }

    private static byte[]? Accept(Subject subject, Random random)
    {
        if (!subject.Filed.TryDequeue(out var filed))
            return null;
        var headers = $"Idempotency-Key: {Guid.NewGuid()}\r\nIf-Match: \"1\"\r\n{Bearer(subject.VillagePicks[filed.Village].Token)}";
        return Post($"/api/v1/counties/{Subject.County}/matters/{filed.Matter}/moves/accept", headers, """{"answers":{"summary":"屋檐滴水与院墙"}}""");
    }

    private static T Pick<T>(List<T> list, Random random) => list[random.Next(list.Count)];

    private static string Bearer(string token) => "Authorization: Bearer " + token;

    private static byte[] Get(string path, string header) =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n{header}\r\n\r\n");

    private static byte[] Post(string path, string headers, string body) => Encoding.UTF8.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n\r\n{body}");

    [GeneratedRegex("\"matter\":\"([^\"]+)\"")]
    private static partial Regex MatterField();

    [GeneratedRegex("\"body\":\\{\"id\":(\\d+)")]
    private static partial Regex BodyField();
}
