using Hejie.Kernel;
using Hejie.Matters.Desk;
using Hejie.Matters.Handling;
using Hejie.Matters.Intake;
using Hejie.Matters.Intake.Attachments;
using Hejie.Matters.Tracking;

namespace Hejie.Matters;

/// <summary>Intake, handling, tracking and the desk.</summary>
internal static class MattersModule
{
    public static IServiceCollection AddMatters(this IServiceCollection services, Settings settings) => services
        .AddSingleton<TrackingCodes>()
        .AddSingleton<TelephoneHash>()
        .AddSingleton<SlowDown>()
        .AddSingleton<ImageCleaner>()
        .AddSingleton(new SealedFileStore(Path.Combine(settings.Data, "attachments")))
        .AddScoped<ReceiveAttachment>()
        .AddScoped<FileMatter>()
        .AddScoped<MakeMove>()
        .AddScoped<OpenSealed>()
        .AddScoped<OpenByCode>()
        .AddScoped<OneTimeCodes>()
        .AddScoped<DeskQuery>()
        .AddSingleton<PassClocks>()
        .AddHostedService(provider => provider.GetRequiredService<PassClocks>());
}
