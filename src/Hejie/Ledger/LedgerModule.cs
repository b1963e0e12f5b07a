using Hejie.Journal;

namespace Hejie.Ledger;

/// <summary>The logs of the counties: growing, signing, witnesses, receipts.</summary>
internal static class LedgerModule
{
    public static IServiceCollection AddLedger(this IServiceCollection services) => services
        .AddSingleton<LogIdentity>()
        .AddScoped<ReadLog>()
        .AddScoped<MakeReceipt>()
        .AddScoped<AuditLog>()
        .AddScoped<RenewLogs>()
        .AddSingleton<GrowLog>()
        .AddSingleton<IFollowsPositions>(provider => provider.GetRequiredService<GrowLog>())
        .AddHostedService(provider => provider.GetRequiredService<GrowLog>())
        .AddSingleton<SignLog>()
        .AddHostedService(provider => provider.GetRequiredService<SignLog>())
        .AddSingleton<AskWitnesses>()
        .AddHostedService(provider => provider.GetRequiredService<AskWitnesses>());

    public static void MapLedger(this WebApplication app)
    {
        LedgerEndpoints.Map(app);
        ReceiptEndpoints.Map(app);
    }
}
