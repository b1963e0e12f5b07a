using Hejie.Kernel;

namespace Hejie.Notices;

/// <summary>Messages to parties.</summary>
internal static class NoticesModule
{
    public static IServiceCollection AddNotices(this IServiceCollection services, Settings settings)
    {
        // No gateway is built in yet: outside a demonstration the console says that a message waits, never what it says.
        if (settings.Demo)
            services.AddSingleton<IMessageSender, ConsoleSender>();
        else
            services.AddSingleton<IMessageSender, NoGateway>();
        return services
            .AddScoped<Invitations>()
            .AddSingleton<Deliver>()
            .AddHostedService(provider => provider.GetRequiredService<Deliver>());
    }
}
