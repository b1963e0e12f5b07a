namespace Hejie.Mediation;

/// <summary>What is special to mediation: its agreement and its documents.</summary>
internal static class MediationModule
{
    public static IServiceCollection AddMediation(this IServiceCollection services) => services
        .AddScoped<ReadAgreement>()
        .AddSingleton<AgreementDocument>();
}
