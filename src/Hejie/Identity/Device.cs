namespace Hejie.Identity;

/// <summary>A browser and its device in words that their owner knows again, from what the browser says of itself; no more is kept.</summary>
internal static class Device
{
    // The first that fits: most browsers also claim to be others.
    private static readonly (string Sign, string Name)[] s_browsers =
    [
        ("MicroMessenger", "微信"), ("DingTalk", "钉钉"), ("UCBrowser", "UC"), ("QQBrowser", "QQ"), ("HuaweiBrowser", "华为浏览器"), ("Edg", "Edge"),
        ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] s_systems =
    [
        ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Macintosh", "Mac"), ("Linux", "Linux"),
    ];

    public static string Of(string? agent) =>
        string.Join(" · ", new[] { Named(s_browsers, agent ?? ""), Named(s_systems, agent ?? "") }.OfType<string>());

    private static string? Named((string Sign, string Name)[] known, string agent) =>
        known.Where(pair => agent.Contains(pair.Sign, StringComparison.OrdinalIgnoreCase)).Select(pair => pair.Name).FirstOrDefault();
}
