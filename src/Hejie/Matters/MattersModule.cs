using Hejie.Identity;
using Hejie.Kernel;
using Hejie.Kernel.Api;
using Hejie.Matters.Desk;
using Hejie.Matters.Desk.Handover;
using Hejie.Matters.Dossier;
using Hejie.Matters.Forgetting;
using Hejie.Matters.Handling;
using Hejie.Matters.Intake;
using Hejie.Matters.Intake.Assist;
using Hejie.Matters.Intake.Attachments;
using Hejie.Matters.Intake.Drafts;
using Hejie.Matters.Intake.Steps;
using Hejie.Matters.Reading;
using Hejie.Matters.Rights;
using Hejie.Matters.Together;
using Hejie.Matters.Tracking;

namespace Hejie.Matters;

/// <summary>Intake, handling, tracking and the desk.</summary>
internal static class MattersModule
{
    public static IServiceCollection AddMatters(this IServiceCollection services, Settings settings) => services
        .AddSingleton<TrackingCodes>()
        .AddSingleton<PartiesOf>()
        .AddSingleton<TelephoneHash>()
        .AddSingleton<SlowDown>()
        .AddSingleton<ImageCleaner>()
        .AddSingleton(new SealedFileStore(settings.Data))
        .AddScoped<ReceiveAttachment>()
        .AddSingleton<IScanUploads>(services => settings.Clamd is { } clamd
            ? new Clamd(clamd, settings.Outgoing, services.GetRequiredService<ILogger<Clamd>>())
            : new NoScanner())
        .AddScoped<FileMatter>()
        .AddScoped<EndVisit>()
        .AddScoped<BeginFound>()
        .AddScoped<MakeMove>()
        .AddScoped<OpenSealed>()
        .AddScoped<StaffMatters>()
        .AddScoped<SimilarMatters>()
        .AddScoped<Consolidate>()
        .AddScoped<Separate>()
        .AddScoped<SeverPart>()
        .AddScoped<OpenPart>()
        .AddScoped<ReadTogether>()
        .AddScoped<MakeMoves>()
        .AddScoped<MatterLines>()
        .AddScoped<GiveHandover>()
        .AddScoped<TakeHandover>()
        .AddScoped<ReadHandovers>()
        .AddScoped<ReadDossier>()
        .AddScoped<MoveForm>()
        .AddScoped<SuggestBodies>()
        .AddScoped<MoveFiles>()
        .AddScoped<OpenByCode>()
        .AddSingleton<CheckParty.Question>()
        .AddScoped<ICheckParty, CheckParty>()
        .AddScoped<OneTimeCodes>()
        .AddScoped<SendCode>()
        .AddScoped<Unlock>()
        .AddScoped<RecoverCode>()
        .AddScoped<ReadOwnMatter>()
        .AddScoped<TrackCookie>()
        .AddScoped<DraftStore>()
        .AddScoped<IEndsWithSession>(services => services.GetRequiredService<DraftStore>())
        .AddScoped<RememberTelephone>()
        .AddScoped<FollowPlace>()
        .AddScoped<DeskQuery>()
        .AddScoped<ReadMatter>()
        .AddScoped<MatterParts>()
        .AddApiTypes(MattersJson.Default)
        .AddSingleton<PassClocks>()
        .AddHostedService(provider => provider.GetRequiredService<PassClocks>())
        .AddScoped<ReadOwnData>()
        .AddScoped<ExplainMatter>()
        .AddScoped<CorrectPerson>()
        .AddScoped<AskErasure>()
        .AddScoped<ChangeConsent>()
        .AddScoped<ForgetMatter>()
        .AddSingleton<ForgetDue>()
        .AddHostedService(provider => provider.GetRequiredService<ForgetDue>())
        .AddSingleton<Housekeeping>()
        .AddHostedService(provider => provider.GetRequiredService<Housekeeping>());

    public static void MapMatters(this WebApplication app)
    {
        app.MapPost("/file/{procedure}/files/upload", FilesModel.UploadAsync).For(Access.Public).ReadsFiles().ExcludeFromDescription();
        app.MapGet("/t/{code}", TrackModel.Follow).For(Access.Public).ExcludeFromDescription();
        app.MapPost("/matter/{move}/files/upload", MoveFilesModel.UploadAsync).For(Access.Party).ReadsFiles().ExcludeFromDescription();
        app.MapGet("/matter/files/{id:guid}", MoveFilesModel.DownloadAsync).For(Access.Party).ExcludeFromDescription();
        CopyOwnData.Map(app);
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
        UnlockEndpoint.Map(tracking);
        RecoverEndpoint.Map(tracking);
        OwnDataEndpoint.Map(tracking);
        var drafts = app.MapApi("drafts");
        BeginDraftEndpoint.Map(drafts);
        KeepFileEndpoint.Map(drafts);
        ConfirmTelephoneEndpoint.Map(drafts);
    }
}
