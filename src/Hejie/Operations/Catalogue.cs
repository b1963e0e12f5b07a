using System.Text.Json;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Guide;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Operations;

/// <summary>The catalogue in force: rules, calendar, procedures and guide, read and checked at the start. A wrong file stops the start.</summary>
internal sealed class Catalogue
{
    private Catalogue(string root, RuleBook rules, Calendar calendar, ProcedureBook procedures, GuideBook guide)
    {
        Root = root;
        Rules = rules;
        Calendar = calendar;
        Procedures = procedures;
        Guide = guide;
    }

    /// <summary>The folder on disk, for document templates.</summary>
    public string Root { get; }

    public RuleBook Rules { get; }

    /// <summary>The national calendar: an authority's own periods do not move for local holidays.</summary>
    public Calendar Calendar { get; }

    public ProcedureBook Procedures { get; }

    public GuideBook Guide { get; }

    /// <summary>Reads the catalogue in force.</summary>
    /// <param name="root">Its folder.</param>
    /// <exception cref="CatalogueException">A file is wrong: each problem names file, line and reason.</exception>
    public static Catalogue Read(string root)
    {
        var folder = new CatalogueFolder(root);
        var rules = RuleBook.Load(folder.Yaml("rules"));
        var calendar = Calendar.Load("calendars/holidays.csv", folder.Text("calendars/holidays.csv")).National;
        var procedures = ProcedureBook.Load(folder.Yaml("procedures"), folder.Yaml("procedures/parts"), rules, BodyKinds.All.Select(kind => kind.Code).ToHashSet());
        const string guide = "guide/guide.yaml";
        return new Catalogue(root, rules, calendar, procedures, GuideBook.Load(guide, folder.Text(guide), rules, procedures));
    }

    public Circumstances Now(TimeProvider time, IBodies bodies) => new(time.GetUtcNow(), Rules, Calendar, bodies);

    /// <summary>The catalogue with the former versions that were kept: what open matters began under, and open clocks were counted by.</summary>
    /// <exception cref="CatalogueException">A file is wrong.</exception>
    public async Task<Catalogue> WithFormerAsync(HejieDb db, CancellationToken cancel)
    {
        var kept = await db.Catalogue.AsNoTracking().ToListAsync(cancel);
        var rules = new CatalogueFolder(Root).Yaml("rules").Select(file => file.Text).ToHashSet();
        return new Catalogue(
            Root,
            Rules.WithFormer(kept.Where(row => row.Path.StartsWith("rules/", StringComparison.Ordinal) && !rules.Contains(row.Text))
                .Select(row => (row.Path, row.Text))),
            Calendar,
            Procedures.WithFormer(kept.Where(row => row.Path.StartsWith("procedures/", StringComparison.Ordinal))
                .Select(row => new ProcedureSource(row.Hash, row.Path, row.Text, PartsOf(row)))),
            Guide);
    }

    /// <summary>Keeps the files in force by hash, so that their versions are found when they are former ones.</summary>
    public async Task KeepAsync(HejieDb db, TimeProvider time, CancellationToken cancel)
    {
        var known = (await db.Catalogue.AsNoTracking().Select(row => row.Hash).ToListAsync(cancel)).ToHashSet();
        var since = LegalTime.Micros(time.GetUtcNow());
        db.Catalogue.AddRange(Rows(since).DistinctBy(row => row.Hash).Where(row => !known.Contains(row.Hash)));
        await db.SaveChangesAsync(cancel);
    }

    private static IEnumerable<(string File, string Text)> PartsOf(CatalogueRow row)
    {
        foreach (var (name, text) in JsonSerializer.Deserialize<Dictionary<string, string>>(row.Parts)!)
            yield return (name, text);
    }

    /// <summary>
    /// The files in force as they are kept: procedures by the hash that matters name, rules and calendars by that of the
    /// file, which the log of the catalogue names.
    /// </summary>
    private IEnumerable<CatalogueRow> Rows(long since)
    {
        var folder = new CatalogueFolder(Root);
        var files = folder.Yaml("procedures").ToDictionary(file => file.File, file => file.Text);
        var parts = JsonSerializer.Serialize(folder.Yaml("procedures/parts").ToDictionary(part => part.File, part => part.Text));
        foreach (var procedure in Procedures.InForce)
        {
            var path = $"procedures/{procedure.Id}.yaml";
            yield return new CatalogueRow { Hash = procedure.Hash, Path = path, Text = files[path], Parts = parts, Since = since };
        }

        foreach (var file in folder.Files())
        {
            if (file.Path.StartsWith("rules/", StringComparison.Ordinal) || file.Path.StartsWith("calendars/", StringComparison.Ordinal))
                yield return new CatalogueRow { Hash = file.Hash, Path = file.Path, Text = folder.Text(file.Path), Parts = "{}", Since = since };
        }
    }
}

/// <summary>Holds the catalogue, which is read once before the program serves.</summary>
internal sealed class CatalogueHolder
{
    private Catalogue? _current;

    /// <summary>The catalogue in force.</summary>
    /// <exception cref="InvalidOperationException">It was not read yet.</exception>
    public Catalogue Current
    {
        get => _current ?? throw new InvalidOperationException("The catalogue was not read yet.");
        set => _current = value;
    }
}

/// <summary>The catalogue in force as it is being read: it begins before the program is put together, which takes as long.</summary>
internal sealed class CatalogueReading(string root)
{
    /// <summary>The catalogue, or the <see cref="CatalogueException"/> that tells what is wrong with it.</summary>
    public Task<Catalogue> Read { get; } = Task.Run(() => Catalogue.Read(root));
}
