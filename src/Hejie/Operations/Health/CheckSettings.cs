using System.Collections;
using Hejie.Data;
using Hejie.Kernel;
using Hejie.Operations.Backups;

namespace Hejie.Operations.Health;

/// <summary>Settings that are unknown, or that undo a safeguard.</summary>
internal sealed class CheckSettings(Settings settings, IDialect dialect) : ICheck
{
    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        var found = new List<Finding>();
        foreach (var name in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(pair => (string)pair.Key)
            .Where(name => name.StartsWith("HEJIE_", StringComparison.Ordinal) && !name.StartsWith("HEJIE_TEST_", StringComparison.Ordinal) && !Settings.Names.Contains(name)).Order(StringComparer.Ordinal))
            found.Add(Finding.Odd("setting-unknown", name));
        if (settings is { Database: { } data, KeyDatabase: { } keys } && dialect.IsSame(data, keys))
            found.Add(Finding.Bad("one-database"));
        if (IsWithin(settings.Keys, settings.Data))
            found.Add(Finding.Bad("keys-within-data", settings.Keys));
        if (!settings.SecondFactor)
            found.Add(Finding.Odd("second-factor-off"));
        if (settings.Requests is null)
            found.Add(Finding.Odd("requests-unlimited"));
        if (settings.Origin is null)
            found.Add(Finding.Odd("origin-made-up"));
        if (settings.Proxies.Count == 0)
            found.Add(Finding.Odd("no-proxy"));
        if (UnfinishedRestore.IsThere(settings))
            found.Add(Finding.Bad("restore-unfinished"));
        if (found.TrueForAll(finding => finding.Condition != Condition.Bad))
            found.Add(Finding.Good("settings"));
        return Task.FromResult<IReadOnlyList<Finding>>(found);
    }

    private static bool IsWithin(string inner, string outer) =>
        (Path.GetFullPath(inner) + Path.DirectorySeparatorChar).StartsWith(Path.GetFullPath(outer) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
