namespace Hejie.Import;

/// <summary>Taking in what is kept by hand: files of matters that another system or nobody's system keeps.</summary>
internal static class ImportModule
{
    public static IServiceCollection AddImport(this IServiceCollection services) => services
        .AddTransient<SealRows>()
        .AddTransient<TakeIn>()
        .AddScoped<KeepMapping>()
        .AddSingleton<StagedFiles>()
        .AddSingleton<RunImports>()
        .AddHostedService(provider => provider.GetRequiredService<RunImports>());

    public static void MapImport(this WebApplication app) => ErrorsEndpoint.Map(app);
}
