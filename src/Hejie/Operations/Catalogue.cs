using System.Text.Json;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Rules.Archive;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Competences;
using Hejie.Rules.Guide;
using Hejie.Rules.Notices;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Questions;
using Hejie.Rules.Reports;
using Hejie.Rules.Rises;
using Hejie.Rules.Rounds;
using Hejie.Rules.Statistics;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Operations;

/// <summary>The catalogue in force, read and checked at the start. A wrong file stops the start.</summary>
internal sealed record Catalogue
{
    /// <summary>The folder on disk, for document templates.</summary>
    public required string Root { get; init; }

    public required RuleBook Rules { get; init; }

    /// <summary>The national calendar: an authority's own periods do not move for local holidays.</summary>
    public required Calendar Calendar { get; init; }

    public required ProcedureBook Procedures { get; init; }

    public required GuideBook Guide { get; init; }

    /// <summary>Which rounds are made, and what each looks at.</summary>
    public required RoundBook Rounds { get; init; }

    /// <summary>The named areas that orders may be given to.</summary>
    public required AreaBook Areas { get; init; }

    /// <summary>The order in which the archive asks for a matter's file.</summary>
    public required ArchiveBook Archive { get; init; }

    /// <summary>What each kind of body is competent for.</summary>
    public required CompetenceBook Competence { get; init; }

    /// <summary>What staff and parties are told, and when.</summary>
    public required NoticeBook Notices { get; init; }

    /// <summary>In which procedures a rise is told.</summary>
    public required RiseBook Rises { get; init; }

    /// <summary>Where the tiles of places lie.</summary>
    public required TileBook Tiles { get; init; }

    /// <summary>The words that questions of the whole are asked in.</summary>
    public required QuestionBook Questions { get; init; }

    /// <summary>The reports that the system writes.</summary>
    public required ReportBook Reports { get; init; }

    /// <summary>The tables that are published for everybody.</summary>
    public required PublishedBook Published { get; init; }

    /// <summary>How bodies work: what is counted, and how.</summary>
    public required IndicatorBook Indicators { get; init; }

    /// <summary>Reads the catalogue in force.</summary>
    /// <param name="root">Its folder.</param>
    /// <exception cref="CatalogueException">A file is wrong: each problem names file, line and reason.</exception>
    public static Catalogue Read(string root)
    {
        var folder = new CatalogueFolder(root);
        var rules = RuleBook.Load(folder.Yaml("rules"));
        var calendar = Calendar.Load("calendars/holidays.csv", folder.Text("calendars/holidays.csv")).National;
        var bodyKinds = BodyKinds.All.Select(kind => kind.Code).ToHashSet();
        var procedures = ProcedureBook.Load(folder.Yaml("procedures"), folder.Yaml("procedures/parts"), rules, bodyKinds);
        const string guide = "guide/guide.yaml", notices = "notices/notices.yaml", rises = "rises/rises.yaml", tiles = "places/tiles.csv", questions = "questions/questions.yaml", published = "statistics/published.yaml", indicators = "statistics/indicators.yaml";
        var areas = folder.YamlIfAny("areas");
        var places = SetUpPrefecture.Places(folder.Text("places/dali.csv")).Select(place => PlaceCode.Of(place.Code)).ToHashSet();
        return new Catalogue
        {
            Root = root,
            Rules = rules,
            Calendar = calendar,
            Procedures = procedures,
            Guide = GuideBook.Load(guide, folder.Text(guide), rules, procedures),
            Rounds = RoundBook.Load(folder.Yaml("rounds"), procedures),
            Areas = AreaBook.Load(areas, places),
            Archive = ArchiveBook.Load(folder.YamlIfAny("archive"), procedures),
            Competence = CompetenceBook.Load(folder.YamlIfAny("competence"), procedures, BodyKinds.All.ToDictionary(kind => kind.Code, kind => kind.Levels)),
            Notices = NoticeBook.Load(notices, folder.Text(notices)),
            Tiles = TileBook.Load(tiles, folder.Text(tiles), places),
            Rises = RiseBook.Load(rises, folder.Text(rises), procedures),
            Reports = ReportBook.Load(folder.YamlIfAny("reports")),
            Questions = QuestionBook.Load(questions, folder.Text(questions), procedures, bodyKinds),
            Published = PublishedBook.Load(published, folder.Text(published), procedures),
            Indicators = IndicatorBook.Load(indicators, folder.Text(indicators), procedures),
        };
    }

    public Circumstances Now(TimeProvider time, IBodies bodies) => new(time.GetUtcNow(), Rules, Calendar, bodies);

    /// <summary>The catalogue with the former versions that were kept: what open matters began under, and open clocks were counted by.</summary>
    /// <exception cref="CatalogueException">A file is wrong.</exception>
    public async Task<Catalogue> WithFormerAsync(HejieDb db, CancellationToken cancel)
    {
        var kept = await db.Catalogue.AsNoTracking().ToListAsync(cancel);
        var rules = new CatalogueFolder(Root).Yaml("rules").Select(file => file.Text).ToHashSet();
        return this with
        {
            Rules = Rules.WithFormer(kept.Where(row => row.Path.StartsWith("rules/", StringComparison.Ordinal) && !rules.Contains(row.Text))
                .Select(row => (row.Path, row.Text))),
            Procedures = Procedures.WithFormer(kept.Where(row => row.Path.StartsWith("procedures/", StringComparison.Ordinal))
                .Select(row => new ProcedureSource(row.Hash, row.Path, row.Text, PartsOf(row)))),
        };
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
