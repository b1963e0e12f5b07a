using Hejie.Kernel;

namespace Hejie.Notices;

/// <summary>Messages to parties.</summary>
internal static class NoticesModule
{
    public static IServiceCollection AddNotices(this IServiceCollection services, Settings settings)
    {
        // Nobody's telephone rings for a demonstration, whatever is set.
        if (settings.Demo)
            services.AddSingleton<IMessageSender, ConsoleSender>();
        else if (settings.SmsGateway is not null)
            services.AddSingleton<IMessageSender, GatewaySender>();
        else
            services.AddSingleton<IMessageSender, NoGateway>();
        return services
            .AddScoped<Invitations>()
            .AddSingleton<Deliver>()
            .AddHostedService(provider => provider.GetRequiredService<Deliver>());
    }
}
