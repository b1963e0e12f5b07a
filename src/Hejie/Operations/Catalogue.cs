using System.Text.Json;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Operations;

/// <summary>The catalogue in force: rules, calendar and procedures, read and checked at the start. A wrong file stops the start.</summary>
internal sealed class Catalogue
{
    private Catalogue(string root, RuleBook rules, Calendar calendar, ProcedureBook procedures)
    {
        Root = root;
        Rules = rules;
        Calendar = calendar;
        Procedures = procedures;
    }

    /// <summary>The folder on disk, for document templates.</summary>
    public string Root { get; }

    public RuleBook Rules { get; }

    /// <summary>The national calendar: an authority's own periods do not move for local holidays.</summary>
    public Calendar Calendar { get; }

    public ProcedureBook Procedures { get; }

    /// <summary>Reads the catalogue.</summary>
    /// <param name="root">Its folder.</param>
    /// <param name="former">Versions of procedures that open matters began under.</param>
    /// <param name="formerRules">Files of rules that open clocks were counted by.</param>
    /// <exception cref="CatalogueException">A file is wrong: each problem names file, line and reason.</exception>
    public static Catalogue Read(
        string root, IEnumerable<ProcedureSource> former, IEnumerable<(string File, string Text)>? formerRules = null)
    {
        var folder = new CatalogueFolder(root);
        var rules = RuleBook.Load(folder.Yaml("rules"), formerRules);
        var calendar = Calendar.Load("calendars/holidays.csv", folder.Text("calendars/holidays.csv")).National;
        var procedures = ProcedureBook.Load(folder.Yaml("procedures"), folder.Yaml("procedures/parts"), former, rules, BodyKinds.All.Select(kind => kind.Code).ToHashSet());
        return new Catalogue(root, rules, calendar, procedures);
    }

    public Circumstances Now(TimeProvider time, IBodies bodies) => new(time.GetUtcNow(), Rules, Calendar, bodies);

    /// <summary>Keeps the files in force by hash, and gives those of former versions.</summary>
    public static async Task<Catalogue> KeepAsync(string root, HejieDb db, TimeProvider time, CancellationToken cancel)
    {
        var kept = await db.Catalogue.AsNoTracking().ToListAsync(cancel);
        var former = kept.Select(row => new ProcedureSource(
            row.Path, row.Text,
            [.. JsonSerializer.Deserialize<Dictionary<string, string>>(row.Parts)!.Select(part => (part.Key, part.Value))]));
        var catalogue = Read(root, former);
        var folder = new CatalogueFolder(root);
        var files = folder.Yaml("procedures").ToDictionary(file => file.File, file => file.Text);
        var parts = JsonSerializer.Serialize(folder.Yaml("procedures/parts").ToDictionary(part => part.File, part => part.Text));
        var known = kept.Select(row => row.Hash).ToHashSet();
        foreach (var procedure in catalogue.Procedures.InForce.Where(procedure => !known.Contains(procedure.Hash)))
        {
            var path = $"procedures/{procedure.Id}.yaml";
            db.Catalogue.Add(new CatalogueRow
            {
                Hash = procedure.Hash,
                Path = path,
                Text = files[path],
                Parts = parts,
                Since = LegalTime.Micros(time.GetUtcNow()),
            });
        }

        await db.SaveChangesAsync(cancel);
        return catalogue;
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
