using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Hejie.Kernel;

/// <summary>Where the program meets the world: who is believed, how much is taken from one, and where it calls.</summary>
internal static class Edge
{
    /// <summary>The most bytes of a request, where it brings no files: those endpoints say how much themselves.</summary>
    private const long MostBytes = 2L << 20;

    public static IServiceCollection AddEdge(this IServiceCollection services, Settings settings) => services
        .AddProxies(settings)
        .AddRateLimits(settings)
        .AddOutgoing(settings)
        .Configure<KestrelServerOptions>(options => options.Limits.MaxRequestBodySize = MostBytes);
}
