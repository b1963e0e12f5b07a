using Hejie.Bodies;
using Hejie.Data;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Import;

/// <summary>A mapping that a body keeps.</summary>
internal sealed record KeptMapping(string Name, int Version, Mapping Mapping, DateTimeOffset Kept);

/// <summary>Keeps mappings by name, for the next file of the same source: each change is a version, and older ones stay.</summary>
internal sealed class KeepMapping(HejieDb db, IDialect dialect, TimeProvider time)
{
    /// <summary>More names a body does not keep.</summary>
    public const int MostNames = 100;

    /// <summary>Keeps it; the same as the last version is that version.</summary>
    /// <returns>It, with its version; null where the body keeps too many.</returns>
    public async Task<KeptMapping?> RunAsync(Scope scope, string name, Mapping mapping, CancellationToken cancel)
    {
        name = name.Trim();
        var (body, text, now) = (scope.Body.Id, mapping.Write(), time.GetUtcNow());
        using var writing = await dialect.EnterWriteAsync(cancel);
        for (var tried = 0; tried < 5; tried++)
        {
            var last = await Last(body, name).FirstOrDefaultAsync(cancel);
            if (last?.Mapping == text)
                return new KeptMapping(name, last.Version, mapping, LegalTime.Instant(last.Kept));
            if (last is null && await db.ImportMappings.Where(row => row.Body == body).Select(row => row.Name).Distinct().CountAsync(cancel) >= MostNames)
                return null;
            var version = (last?.Version ?? 0) + 1;
            db.ImportMappings.Add(new MappingRow { Body = body, Name = name, Version = version, Post = scope.By.Id, Kept = LegalTime.Micros(now), Mapping = text });
            try
            {
                await db.SaveChangesAsync(cancel);
                return new KeptMapping(name, version, mapping, now);
            }
            catch (DbUpdateException error) when (dialect.IsUniqueViolation(error))
            {
                db.ChangeTracker.Clear();
            }
        }

        return null;
    }

    /// <summary>The newest version under a name, or null.</summary>
    public async Task<KeptMapping?> FindAsync(Scope scope, string name, CancellationToken cancel) =>
        await Last(scope.Body.Id, name.Trim()).FirstOrDefaultAsync(cancel) is { } row ? new KeptMapping(row.Name, row.Version, Mapping.Read(row.Mapping), LegalTime.Instant(row.Kept)) : null;

    /// <summary>The names that a body keeps.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(Scope scope, CancellationToken cancel)
    {
        var body = scope.Body.Id;
        return await db.ImportMappings.AsNoTracking().Where(row => row.Body == body).Select(row => row.Name).Distinct().OrderBy(name => name).Take(MostNames).ToListAsync(cancel);
    }

    private IQueryable<MappingRow> Last(int body, string name) =>
        db.ImportMappings.AsNoTracking().Where(row => row.Body == body && row.Name == name).OrderByDescending(row => row.Version).Take(1);
}
