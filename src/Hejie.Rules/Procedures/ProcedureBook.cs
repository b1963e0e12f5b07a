using System.Collections.Concurrent;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures.Checking;
using Hejie.Rules.Time;

namespace Hejie.Rules.Procedures;

/// <summary>All procedures in force, and the versions that open matters began under.</summary>
public sealed class ProcedureBook
{
    private readonly Dictionary<string, Procedure> _byId;
    private readonly Dictionary<string, Procedure> _byHash;
    private readonly ConcurrentDictionary<(string BodyKind, PlaceLevel Level), IReadOnlyList<WorkKindTitles>> _work = new();

    private ProcedureBook(IReadOnlyList<Procedure> current, IEnumerable<Procedure> former)
    {
        InForce = current;
        _byId = current.ToDictionary(procedure => procedure.Id);
        _byHash = former.Concat(current).DistinctBy(procedure => procedure.Hash).ToDictionary(procedure => procedure.Hash);
    }

    /// <summary>The procedures in force, in the order of their files.</summary>
    public IReadOnlyList<Procedure> InForce { get; }

    /// <summary>The procedures that are hidden from a role, by their ids.</summary>
    public IReadOnlyList<string> ClosedTo(Role role) =>
        [.. _byHash.Values.Where(procedure => !procedure.IsOpenTo(role)).Select(procedure => procedure.Id).Distinct()];

    /// <summary>The kinds of matters that are hidden from a role though their procedure is not, in whichever version.</summary>
    public IReadOnlyList<(string Procedure, string Kind)> KindsClosedTo(Role role) =>
        [.. _byHash.Values.SelectMany(procedure => procedure.OpenKinds.Keys.Where(kind => !procedure.IsOpenTo(role, kind)).Select(kind => (procedure.Id, kind))).Distinct()];

    /// <summary>The procedure in force with this id, or null.</summary>
    public Procedure? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The ids of all procedures that are or were in force.</summary>
    public IEnumerable<string> Ids => _byHash.Values.Select(procedure => procedure.Id).Distinct();

    /// <summary>The states of a procedure, in whichever version, in which a matter is sealed and then erased.</summary>
    public IReadOnlyList<string> Erasing(string id) =>
        [.. _byHash.Values.Where(procedure => procedure.Id == id).SelectMany(procedure => procedure.States.Values).Where(state => state.Erases).Select(state => state.Name).Distinct()];

    /// <summary>How long people of a procedure's matters are kept: as the version in force says it, whichever a matter began under; else as a former one does.</summary>
    public Keeping? Keeps(string id) => Find(id)?.Keeps ?? _byHash.Values.Where(procedure => procedure.Id == id).Select(procedure => procedure.Keeps).LastOrDefault(keeps => keeps is not null);

    /// <summary>The version that a matter began under.</summary>
    /// <exception cref="InvalidOperationException">The catalogue has lost a version that a matter needs.</exception>
    public Procedure Version(string hash) => _byHash.GetValueOrDefault(hash)
        ?? throw new InvalidOperationException($"The catalogue has no procedure of version {hash}.");

    /// <summary>
    /// The kinds of work of all procedures, in the order of their files, as bodies of this kind and level call them: by the
    /// names of the procedures that come to them, or where none does, by the first.
    /// </summary>
    public IReadOnlyList<WorkKindTitles> WorkAt(string bodyKind, PlaceLevel level) => _work.GetOrAdd((bodyKind, level), static (at, book) =>
    {
        var taken = book.InForce.Where(procedure => procedure.ComesTo(at.BodyKind, at.Level)).ToHashSet();
        return
        [
            .. book.InForce.SelectMany(procedure => procedure.Work.Values, (procedure, work) => (procedure, work)).GroupBy(pair => pair.work.Name)
                .Select(kind => new WorkKindTitles(
                    kind.Key, [.. kind.Where(pair => taken.Contains(pair.procedure)).DefaultIfEmpty(kind.First()).Select(pair => pair.work.Title).Distinct()])),
        ];
    }, this);

    /// <summary>Reads and checks all procedures.</summary>
    /// <param name="files">The procedures' files: name and text.</param>
    /// <param name="parts">The shared parts' files.</param>
    /// <param name="rules">The rules that the clocks name.</param>
    /// <param name="bodyKinds">The kinds of body that exist; null: any is taken.</param>
    /// <exception cref="CatalogueException">Something is wrong; every problem names file, line and reason.</exception>
    public static ProcedureBook Load(
        IEnumerable<(string File, string Text)> files,
        IEnumerable<(string File, string Text)> parts,
        RuleBook rules,
        IReadOnlySet<string>? bodyKinds = null)
    {
        // Files know nothing of each other, and somebody waits for the program to start.
        var shared = Named(parts);
        var parsed = files.AsParallel().AsOrdered().Select(file => ReadFile.Of(file, shared, rules, bodyKinds)).ToList();
        var read = parsed.Where(file => file.Procedure is not null).ToList();
        foreach (var (index, (procedure, maps, _)) in read.Index())
        {
            if (read.Take(index).Any(other => other.Procedure!.Id == procedure!.Id))
                maps.Top.Problem("id", $"the id '{procedure!.Id}' is taken by another file");
            foreach (var state in procedure!.States.Values)
            {
                foreach (var offer in state.Offers.Where(offer => read.All(other => other.Procedure!.Id != offer)))
                    maps[state].Problem("offers", $"the state '{state.Name}' offers the unknown procedure '{offer}'; known are {NameCheck.List(read.Select(other => other.Procedure!.Id))}");
            }
        }

        var problems = parsed.SelectMany(file => file.Problems).ToList();
        return problems.Count > 0
            ? throw new CatalogueException(problems)
            : new ProcedureBook([.. read.Select(file => file.Procedure!)], []);
    }

    /// <summary>The same procedures in force, with versions that open matters began under; those that are in force are not read again.</summary>
    /// <param name="former">Versions formerly in force: each its file with the parts of its time.</param>
    /// <exception cref="CatalogueException">A file is wrong.</exception>
    public ProcedureBook WithFormer(IEnumerable<ProcedureSource> former)
    {
        var problems = new List<CatalogueProblem>();
        var read = former.Where(source => !_byHash.ContainsKey(source.Hash))
            .Select(source => ProcedureFile.Read(source.File, source.Text, Named(source.Parts), problems)).OfType<Procedure>().ToList();
        return problems.Count > 0 ? throw new CatalogueException(problems) : new ProcedureBook(InForce, read);
    }

    private static Dictionary<string, (string File, string Text)> Named(IEnumerable<(string File, string Text)> parts) =>
        parts.ToDictionary(part => Path.GetFileNameWithoutExtension(part.File));

    /// <summary>A file as it was read, and what is wrong with it.</summary>
    private sealed record ReadFile(Procedure? Procedure, ProcedureMaps Maps, List<CatalogueProblem> Problems)
    {
        public static ReadFile Of(
            (string Name, string Text) file, IReadOnlyDictionary<string, (string File, string Text)> parts, RuleBook rules, IReadOnlySet<string>? bodyKinds)
        {
            var problems = new List<CatalogueProblem>();
            var procedure = ProcedureFile.Read(file.Name, file.Text, parts, problems, out var maps);
            if (procedure is not null)
                ProcedureCheck.Check(new Subject(procedure, maps, rules, bodyKinds));
            return new ReadFile(procedure, maps, problems);
        }
    }
}

/// <summary>A kind of work, and what it is called where several procedures have it.</summary>
/// <param name="Name">Its name in the procedures.</param>
/// <param name="Titles">Its titles.</param>
public sealed record WorkKindTitles(string Name, IReadOnlyList<Words> Titles);

/// <summary>A version of a procedure as it was kept: its file and the parts of its time.</summary>
/// <param name="Hash">The version's hash; one that is in force is not read again.</param>
/// <param name="File">The file's name.</param>
/// <param name="Text">Its text.</param>
/// <param name="Parts">The parts: name and text; asked for only where they are read.</param>
public sealed record ProcedureSource(string Hash, string File, string Text, IEnumerable<(string File, string Text)> Parts);
