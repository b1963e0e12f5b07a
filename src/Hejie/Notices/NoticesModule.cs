using Hejie.Kernel;
using Hejie.Notices.Calendars;
using Hejie.Notices.Channels;
using Hejie.Notices.Telling;
using Hejie.Rules.Notices;

namespace Hejie.Notices;

/// <summary>Telling people: messages to parties, notices to the staff, calls to who is on duty, calendars.</summary>
internal static class NoticesModule
{
    public static IServiceCollection AddNotices(this IServiceCollection services, Settings settings)
    {
        // Nobody's telephone rings for a demonstration, whatever is set.
        if (settings.Demo)
            services.AddSingleton<IMessageSender>(new ConsoleSender()).AddSingleton<ICallSender>(new ConsoleSender("CALL"));
        else
            services.AddSingleton(_ => Messages(settings)).AddSingleton(_ => Calls(settings));
        return services
            .AddScoped<Invitations>()
            .AddSingleton<Deliver>()
            .AddHostedService(provider => provider.GetRequiredService<Deliver>())
            .AddSingleton<INotifyChannel>(provider => new TelephoneChannel(NoticeChannel.Sms, provider.GetRequiredService<IMessageSender>()))
            .AddSingleton<INotifyChannel>(provider => new TelephoneChannel(NoticeChannel.Voice, provider.GetRequiredService<ICallSender>()))
            .AddSingleton<INotifyChannel, MailChannel>()
            .AddSingleton<INotifyChannel, WebhookChannel>()
            .AddSingleton<INoticeSource, MatterNotices>()
            .AddSingleton<NoticeWords>()
            .AddSingleton<RemindDue>()
            .AddScoped<KeepPreferences>()
            .AddScoped<ReadNotices>()
            .AddSingleton<TellStaff>()
            .AddSingleton<SendNotices>()
            .AddHostedService(provider => provider.GetRequiredService<TellStaff>())
            .AddHostedService(provider => provider.GetRequiredService<SendNotices>())
            .AddCalendars();
    }

    public static void MapNotices(this WebApplication app) => CalendarEndpoints.Map(app);

    private static IMessageSender Messages(Settings settings) => settings.SmsGateway is null ? new NoGateway() : new GatewaySender(settings);

    private static ICallSender Calls(Settings settings) => settings.VoiceGateway is null ? new NoGateway() : GatewaySender.ForCalls(settings);
}
