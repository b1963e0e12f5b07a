using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Hejie.Kernel;

/// <summary>Where the program meets the world: who is believed, how much is taken from one, and where it calls.</summary>
internal static class Edge
{
    /// <summary>The most bytes of a request, ten times what the longest answer of a form may have. Where it brings files, the endpoint says how much itself.</summary>
    private const long MostBytes = 2L << 20;

    public static IServiceCollection AddEdge(this IServiceCollection services, Settings settings) => services
        .AddProxies(settings)
        .AddRateLimits(settings)
        .AddOutgoing(settings)
        .Configure<KestrelServerOptions>(options => options.Limits.MaxRequestBodySize = MostBytes);
}
