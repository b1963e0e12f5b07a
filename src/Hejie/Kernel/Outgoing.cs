using System.Net;
using System.Net.Sockets;

namespace Hejie.Kernel;

/// <summary>A call that the installation does not allow.</summary>
internal sealed class OutgoingRefused(string message) : HttpRequestException(message);

/// <summary>
/// The one way out: calls go to hosts that the settings name, never to a private address unless they say so, follow no
/// redirect and use no proxy. The address that was looked at is the one that is called: a name cannot change its mind.
/// </summary>
internal static class Outgoing
{
    /// <summary>The name of the client: <c>factory.CreateClient(Outgoing.Client)</c>.</summary>
    public const string Client = "hejie.outgoing";

    /// <summary>What stands before a host that may have a private address.</summary>
    private const string Private = "private:";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private static readonly IPNetwork[] s_private =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15",
            "224.0.0.0/3", "::/127", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    public static IServiceCollection AddOutgoing(this IServiceCollection services, Settings settings)
    {
        services.AddHttpClient(Client, client => client.Timeout = s_patience)
            .ConfigurePrimaryHttpMessageHandler(() => Handler(settings.Outgoing));
        return services;
    }

    public static SocketsHttpHandler Handler(IReadOnlyList<string> hosts) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = s_patience,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectCallback = async (context, cancel) => await ConnectAsync(hosts, context.DnsEndPoint, cancel),
    };

    /// <summary>Whether what is sent there is read by nobody on the way: by TLS, or within a network that the settings name.</summary>
    public static bool IsSafe(Uri address, IReadOnlyList<string> hosts) =>
        address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && IsNamedPrivate(address.IdnHost, hosts));

    /// <summary>Whether the settings name a host as one of their own network.</summary>
    public static bool IsNamedPrivate(string host, IReadOnlyList<string> hosts) => hosts.Contains(Private + host, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the settings name a host at all.</summary>
    public static bool IsNamed(string host, IReadOnlyList<string> hosts) => IsNamedPrivate(host, hosts) || hosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether an address is one of this machine, its network or nobody.</summary>
    public static bool IsPrivate(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return s_private.Any(network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain));
    }

    /// <summary>
    /// Opens a connection to a service that the settings name and that speaks no HTTP, by the same rule. A socket in the file
    /// system is of this machine and needs no other name.
    /// </summary>
    /// <exception cref="OutgoingRefused">The installation does not allow it.</exception>
    public static Task<Stream> ConnectAsync(ServiceAddress to, IReadOnlyList<string> hosts, CancellationToken cancel) => to switch
    {
        ServiceAddress.Host host => ConnectAsync(hosts, new DnsEndPoint(host.Name, host.Port), cancel),
        ServiceAddress.Local local => ConnectAsync(
            new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified), opened => opened.ConnectAsync(new UnixDomainSocketEndPoint(local.File), cancel)),
        _ => throw new ArgumentOutOfRangeException(nameof(to)),
    };

    private static async Task<Stream> ConnectAsync(IReadOnlyList<string> hosts, DnsEndPoint end, CancellationToken cancel)
    {
        var anywhere = IsNamedPrivate(end.Host, hosts);
        if (!IsNamed(end.Host, hosts))
            throw new OutgoingRefused($"{end.Host} is not among the hosts that this installation calls (HEJIE_OUTGOING).");
        var addresses = await Dns.GetHostAddressesAsync(end.Host, cancel);
        var allowed = anywhere ? addresses : Array.FindAll(addresses, address => !IsPrivate(address));
        if (allowed.Length == 0)
            throw new OutgoingRefused($"{end.Host} has only private addresses; name it as {Private}{end.Host} (HEJIE_OUTGOING) if it is meant.");
        return await ConnectAsync(new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }, opened => opened.ConnectAsync(allowed, end.Port, cancel));
    }

    private static async Task<Stream> ConnectAsync(Socket socket, Func<Socket, ValueTask> connect)
    {
        try
        {
            await connect(socket);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
