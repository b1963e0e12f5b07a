using System.Diagnostics.CodeAnalysis;

namespace Hejie.Kernel;

/// <summary>Where a service that speaks no HTTP listens: a host and port, or a socket in the file system of this machine.</summary>
internal abstract record ServiceAddress
{
    private const string Unix = "unix:";

    private ServiceAddress()
    {
    }

    /// <summary>Reads <c>HOST:PORT</c> or <c>unix:/PATH</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ServiceAddress? address)
    {
        address = text.StartsWith(Unix, StringComparison.Ordinal)
            ? Path.IsPathRooted(text[Unix.Length..]) ? new Local(text[Unix.Length..]) : null
            : Uri.TryCreate("tcp://" + text, UriKind.Absolute, out var uri) && uri is { Port: > 0, AbsolutePath: "" or "/", Query: "", UserInfo: "" }
                ? new Host(uri.IdnHost, uri.Port)
                : null;
        return address is not null;
    }

    /// <summary>A host, by name or address, and its port.</summary>
    public sealed record Host(string Name, int Port) : ServiceAddress;

    /// <summary>A socket in the file system.</summary>
    public sealed record Local(string File) : ServiceAddress;
}
