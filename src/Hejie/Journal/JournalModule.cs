using Hejie.Journal.Following;

namespace Hejie.Journal;

/// <summary>Entries, the one write path, the sequencer.</summary>
internal static class JournalModule
{
    public static IServiceCollection AddJournal(this IServiceCollection services) => services
        .AddScoped<MatterJournal>()
        .AddScoped<AppendBatch>()
        .AddScoped<BeginBatch>()
        .AddSingleton<MatterEntries>()
        .AddSingleton<Idempotency>()
        .AddSingleton<OfficialNumbers>()
        .AddSingleton<RecordingClock>()
        .AddHostedService<WatchClock>()
        .AddSingleton<Sequencing>()
        .AddSingleton<Sequencer>()
        .AddHostedService(provider => provider.GetRequiredService<Sequencer>())
        .AddSingleton<FollowJournal>()
        .AddTransient<YieldToReaders>()
        .AddHostedService(provider => provider.GetRequiredService<FollowJournal>());
}
