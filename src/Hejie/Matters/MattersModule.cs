using Hejie.Kernel;
using Hejie.Kernel.Api;
using Hejie.Matters.Desk;
using Hejie.Matters.Handling;
using Hejie.Matters.Intake;
using Hejie.Matters.Intake.Attachments;
using Hejie.Matters.Reading;
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
        .AddScoped<StaffMatters>()
        .AddScoped<SimilarMatters>()
        .AddScoped<MoveForm>()
        .AddScoped<MoveFiles>()
        .AddScoped<OpenByCode>()
        .AddScoped<OneTimeCodes>()
        .AddScoped<DeskQuery>()
        .AddScoped<ReadMatter>()
        .AddScoped<MatterParts>()
        .AddApiTypes(MattersJson.Default)
        .AddSingleton<PassClocks>()
        .AddHostedService(provider => provider.GetRequiredService<PassClocks>());

    public static void MapMatters(this WebApplication app)
    {
        var matters = app.MapApi("matters");
        FileMatterEndpoint.Map(matters);
        ShowMatterEndpoint.Map(matters);
        ListEntriesEndpoint.Map(matters);
        LookEndpoint.Map(matters);
        MakeMoveEndpoint.Map(matters);
        DeskEndpoint.Map(app.MapApi("desk"));
        var tracking = app.MapApi("tracking");
        OpenTrackingEndpoint.Map(tracking);
        TrackMatterEndpoint.Map(tracking);
        PartyMoveEndpoint.Map(tracking);
    }
}
