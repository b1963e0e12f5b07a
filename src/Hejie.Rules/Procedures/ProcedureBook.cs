using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures.Checking;
using Hejie.Rules.Time;

namespace Hejie.Rules.Procedures;

/// <summary>All procedures in force, and the versions that open matters began under.</summary>
public sealed class ProcedureBook
{
    private readonly Dictionary<string, Procedure> _byId;
    private readonly Dictionary<string, Procedure> _byHash;

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

    /// <summary>The procedure in force with this id, or null.</summary>
    public Procedure? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The version that a matter began under.</summary>
    /// <exception cref="InvalidOperationException">The catalogue has lost a version that a matter needs.</exception>
    public Procedure Version(string hash) => _byHash.GetValueOrDefault(hash)
        ?? throw new InvalidOperationException($"The catalogue has no procedure of version {hash}.");

    /// <summary>Reads and checks all procedures.</summary>
    /// <param name="files">The procedures' files: name and text.</param>
    /// <param name="parts">The shared parts' files.</param>
    /// <param name="former">Versions formerly in force: each its file with the parts of its time.</param>
    /// <param name="rules">The rules that the clocks name.</param>
    /// <param name="bodyKinds">The kinds of body that exist; null: any is taken.</param>
    /// <exception cref="CatalogueException">Something is wrong; every problem names file, line and reason.</exception>
    public static ProcedureBook Load(
        IEnumerable<(string File, string Text)> files,
        IEnumerable<(string File, string Text)> parts,
        IEnumerable<ProcedureSource> former,
        RuleBook rules,
        IReadOnlySet<string>? bodyKinds = null)
    {
        var problems = new List<CatalogueProblem>();
        var shared = Named(parts);
        var read = new List<(Procedure Procedure, ProcedureMaps Maps)>();
        foreach (var (file, text) in files)
        {
            if (ProcedureFile.Read(file, text, shared, problems, out var maps) is not { } procedure)
                continue;
            ProcedureCheck.Check(new Subject(procedure, maps, rules, bodyKinds));
            if (read.Any(other => other.Procedure.Id == procedure.Id))
                maps.Top.Problem("id", $"the id '{procedure.Id}' is taken by another file");
            read.Add((procedure, maps));
        }

        foreach (var (procedure, maps) in read)
        {
            foreach (var state in procedure.States.Values)
            {
                foreach (var offer in state.Offers.Where(offer => read.All(other => other.Procedure.Id != offer)))
                    maps[state].Problem("offers", $"the state '{state.Name}' offers the unknown procedure '{offer}'; known are {NameCheck.List(read.Select(other => other.Procedure.Id))}");
            }
        }

        var old = new List<Procedure>();
        foreach (var source in former)
        {
            if (ProcedureFile.Read(source.File, source.Text, Named(source.Parts), problems) is { } procedure)
                old.Add(procedure);
        }

        return problems.Count > 0 ? throw new CatalogueException(problems) : new ProcedureBook([.. read.Select(each => each.Procedure)], old);
    }

    private static Dictionary<string, (string File, string Text)> Named(IEnumerable<(string File, string Text)> parts) =>
        parts.ToDictionary(part => Path.GetFileNameWithoutExtension(part.File));
}

/// <summary>A version of a procedure as it was kept: its file and the parts of its time.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Text">Its text.</param>
/// <param name="Parts">The parts: name and text.</param>
public sealed record ProcedureSource(string File, string Text, IReadOnlyList<(string File, string Text)> Parts);
