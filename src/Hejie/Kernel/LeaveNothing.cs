namespace Hejie.Kernel;

/// <summary>Tells a browser, as somebody leaves, to keep nothing that it was shown (ASVS 14.3.1).</summary>
internal static class LeaveNothing
{
    /// <summary>Cookies are not named: each is ended by whoever gave it, and a kiosk's stays.</summary>
    public const string What = "\"cache\", \"storage\"";

    /// <summary>The browser forgets pages and what they stored.</summary>
    public static void ClearSiteData(this HttpResponse response) => response.Headers["Clear-Site-Data"] = What;
}
