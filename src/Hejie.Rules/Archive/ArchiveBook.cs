using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;

namespace Hejie.Rules.Archive;

/// <summary>A part of a matter's file (卷宗), in the order that the archive asks for.</summary>
/// <param name="Code">Its stable code.</param>
/// <param name="Title">Its title in the list of contents.</param>
/// <param name="Filing">Whether what the matter began with belongs here.</param>
/// <param name="Files">Whether the files that were sent are listed here.</param>
/// <param name="Agreement">Whether the agreement stands here as a whole.</param>
/// <param name="Rest">Whether all belongs here that no other part takes.</param>
/// <param name="Moves">The moves whose entries belong here.</param>
public sealed record ArchivePart(string Code, Words Title, bool Filing, bool Files, bool Agreement, bool Rest, IReadOnlyList<string> Moves);

/// <summary>The order of the files of some procedures.</summary>
/// <param name="Id">Its stable code.</param>
/// <param name="Article">What asks for it; empty where the stages of the procedure are followed.</param>
/// <param name="Verified">Whether that was read in the text itself.</param>
/// <param name="Parts">The parts, in order.</param>
public sealed record ArchiveOrder(string Id, string Article, bool Verified, IReadOnlyList<ArchivePart> Parts)
{
    /// <summary>The part of an entry: that of its move, or of the filing, else the one for the rest.</summary>
    /// <param name="move">The move, or null.</param>
    /// <param name="filing">Whether the matter began with it.</param>
    public ArchivePart PartOf(string? move, bool filing) =>
        Parts.FirstOrDefault(part => filing ? part.Filing : move is not null && part.Moves.Contains(move)) ?? Parts.First(part => part.Rest);
}

/// <summary>The orders of <c>archive/*.yaml</c>; what none names is filed by the stages of its procedure.</summary>
public sealed class ArchiveBook
{
    private readonly Dictionary<string, ArchiveOrder> _orders;

    private ArchiveBook(Dictionary<string, ArchiveOrder> orders) => _orders = orders;

    /// <summary>Reads and checks the orders.</summary>
    /// <param name="files">The files, each with its name for messages.</param>
    /// <param name="procedures">The procedures that they are for.</param>
    /// <exception cref="CatalogueException">A file is wrong; every problem names file, line and reason.</exception>
    public static ArchiveBook Load(IEnumerable<(string File, string Text)> files, ProcedureBook procedures)
    {
        var problems = new List<CatalogueProblem>();
        var orders = new Dictionary<string, ArchiveOrder>(StringComparer.Ordinal);
        foreach (var (file, text) in files)
        {
            var map = YamlMap.Parse(file, text, problems);
            var named = map.Texts("procedures").ToList();
            var known = named.Select(procedures.Find).OfType<Procedure>().ToList();
            foreach (var unknown in named.Where(id => procedures.Find(id) is null))
                map.Problem("procedures", $"there is no procedure '{unknown}'");
            var moves = known.SelectMany(procedure => procedure.Moves.Keys).ToHashSet();
            var order = new ArchiveOrder(map.Text("id"), map.Text("article"), map.Flag("verified", fallback: false), [.. map.List("sections").Select(part => Part(part, moves))]);
            map.Done();
            Check(map, order);
            foreach (var id in named)
            {
                if (!orders.TryAdd(id, order))
                    map.Problem("procedures", $"'{id}' has its order in another file");
            }
        }

        return problems.Count == 0 ? new ArchiveBook(orders) : throw new CatalogueException(problems);
    }

    /// <summary>The order of a procedure's files.</summary>
    public ArchiveOrder Of(Procedure procedure) => _orders.GetValueOrDefault(procedure.Id) ?? ByStages(procedure);

    /// <summary>What was brought, each stage with what was done in it, and the files that were sent.</summary>
    private static ArchiveOrder ByStages(Procedure procedure)
    {
        var parts = procedure.Stages.Select((stage, index) => new ArchivePart(
            stage.Code, stage.Label, Filing: index == 0, Files: false, Agreement: false, Rest: index == procedure.Stages.Count - 1,
            [.. procedure.Moves.Values.Where(move => StageOf(procedure, move) == stage.Code).Select(move => move.Name)])).ToList();
        return new ArchiveOrder("stages", "", true, [.. parts, new ArchivePart("files", new Words("照片和材料", "Photos and papers"), false, Files: true, false, false, [])]);
    }

    /// <summary>The stage that a move leads to, else the one that it is usually made in.</summary>
    private static string? StageOf(Procedure procedure, Move move) =>
        (move.To ?? (move.From is [var only] ? only : null)) is { } state && procedure.States.TryGetValue(state, out var known) ? known.Stage : null;

    private static ArchivePart Part(YamlMap map, HashSet<string> known)
    {
        var part = new ArchivePart(
            map.Text("code"), map.Words("title"), map.Flag("filing", fallback: false), map.Flag("files", fallback: false),
            map.Flag("agreement", fallback: false), map.Flag("rest", fallback: false), map.Has("moves") ? [.. map.Texts("moves")] : []);
        foreach (var unknown in part.Moves.Where(move => !known.Contains(move)))
            map.Problem("moves", $"none of the procedures has a move '{unknown}'");
        map.Done();
        return part;
    }

    private static void Check(YamlMap map, ArchiveOrder order)
    {
        void One(string what, Func<ArchivePart, bool> takes)
        {
            if (order.Parts.Count(takes) != 1)
                map.Problem("sections", $"exactly one section takes {what}");
        }

        One("the filing", part => part.Filing);
        One("the files", part => part.Files);
        One("the rest", part => part.Rest);
        foreach (var twice in order.Parts.SelectMany(part => part.Moves).GroupBy(move => move).Where(same => same.Count() > 1))
            map.Problem("sections", $"the move '{twice.Key}' stands in two sections");
        foreach (var twice in order.Parts.GroupBy(part => part.Code).Where(same => same.Count() > 1))
            map.Problem("sections", $"the code '{twice.Key}' stands for two sections");
    }
}
