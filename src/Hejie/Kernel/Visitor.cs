using System.Net.Sockets;

namespace Hejie.Kernel;

/// <summary>Where a request comes from, for slowing down who guesses. Kept in memory for minutes and written nowhere.</summary>
internal static class Visitor
{
    /// <summary>The address; of IPv6 the network, since one visitor has a whole one.</summary>
    public static string Address(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address)
            return "";
        if (address.AddressFamily == AddressFamily.InterNetwork || address.IsIPv4MappedToIPv6)
            return address.MapToIPv4().ToString();
        return Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8));
    }

    /// <summary>Seconds to wait as a person is told them: never none.</summary>
    public static int Seconds(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
}
