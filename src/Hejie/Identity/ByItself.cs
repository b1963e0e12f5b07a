namespace Hejie.Identity;

/// <summary>Requests that a page makes by itself, which keep no session alive: its stream of what is new, and what it then fetches again.</summary>
internal static class ByItself
{
    /// <summary>The header by which the script tells that nobody pressed anything.</summary>
    public const string Header = "Hejie-By-Itself";

    public static bool Is(HttpRequest request) => request.Path.Equals("/live", StringComparison.Ordinal) || request.Headers.ContainsKey(Header);
}
