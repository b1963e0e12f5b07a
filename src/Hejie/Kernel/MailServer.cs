using System.Diagnostics.CodeAnalysis;

namespace Hejie.Kernel;

/// <summary>The server that e-mail is handed to.</summary>
/// <param name="Host">Its name or address.</param>
/// <param name="Port">Its port.</param>
/// <param name="Tls">Whether TLS begins with the connection; else it is begun by STARTTLS.</param>
/// <param name="User">Whom it knows the installation as; null where it asks for nobody.</param>
/// <param name="Password">The password that goes with it.</param>
/// <param name="From">The address that mail comes from.</param>
internal sealed record MailServer(string Host, int Port, bool Tls, string? User, Secret? Password, string From)
{
    private const string Always = "smtps", Later = "smtp";
    private const int AlwaysPort = 465, LaterPort = 587;

    /// <summary>Reads <c>smtps://user@host:port</c> or <c>smtp://…</c>.</summary>
    public static bool TryParse(string text, string from, Secret? password, [NotNullWhen(true)] out MailServer? server)
    {
        server = Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Scheme: Always or Later, AbsolutePath: "" or "/", Query: "", Host.Length: > 0 }
            && !uri.UserInfo.Contains(':', StringComparison.Ordinal) && from.Contains('@', StringComparison.Ordinal)
            ? new MailServer(
                uri.IdnHost, uri.Port > 0 ? uri.Port : uri.Scheme == Always ? AlwaysPort : LaterPort, uri.Scheme == Always,
                uri.UserInfo.Length > 0 ? Uri.UnescapeDataString(uri.UserInfo) : null, password, from)
            : null;
        return server is not null;
    }
}
