using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Hejie.Kernel;

/// <summary>Believes the reverse proxies that the settings name, and nobody else, about who asks and whether by TLS: limits by address and secure cookies need it.</summary>
internal static class Proxies
{
    public static IServiceCollection AddProxies(this IServiceCollection services, Settings settings) => services.Configure<ForwardedHeadersOptions>(options =>
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var proxy in settings.Proxies)
            options.KnownProxies.Add(IPAddress.Parse(proxy));
    });

    public static void UseProxies(this WebApplication app)
    {
        if (app.Services.GetRequiredService<Settings>().Proxies.Count > 0)
            app.UseForwardedHeaders();
    }
}
