using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;

namespace Hejie.Rules.Guide;

/// <summary>The right-door guide: a few questions in plain words, and where each way through them leads.</summary>
/// <param name="First">The question that is asked first.</param>
/// <param name="Questions">The questions by name, in the order of the file.</param>
/// <param name="Leaves">Where the ways end, by name.</param>
/// <param name="Doors">The doors on the first page, in their order.</param>
public sealed record GuideBook(
    GuideQuestion First,
    IReadOnlyDictionary<string, GuideQuestion> Questions,
    IReadOnlyDictionary<string, GuideLeaf> Leaves,
    IReadOnlyList<Door> Doors)
{
    /// <summary>The most questions on any way: whoever is asked more gives up.</summary>
    public const int MostQuestions = 6;

    /// <summary>The most doors on the first page, besides the one that leads here.</summary>
    public const int MostDoors = 6;

    /// <summary>Reads and checks the guide.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="text">Its text.</param>
    /// <param name="rules">The rules that leaves name as limits.</param>
    /// <param name="procedures">The procedures that leaves and doors lead to.</param>
    /// <exception cref="CatalogueException">The file is wrong; every problem names file, line and reason.</exception>
    public static GuideBook Load(string file, string text, RuleBook rules, ProcedureBook procedures)
    {
        var problems = new List<CatalogueProblem>();
        var guide = GuideFile.Read(file, text, rules, procedures, problems);
        return problems.Count == 0 ? guide! : throw new CatalogueException(problems);
    }

    /// <summary>Where the answers lead, from the first question on; null where one of them is not offered.</summary>
    public GuidePlace? Follow(IEnumerable<string> answers)
    {
        GuidePlace at = new GuidePlace.Asked(First, []);
        foreach (var code in answers)
        {
            if (at is not GuidePlace.Asked asked || asked.Question.Find(code) is not { } answer)
                return null;
            at = Lead(answer, [.. asked.Given, new GuideStep(asked.Question, answer)]);
        }

        return at;
    }

    /// <summary>The leaves that can still be reached once this answer is given, in the order of the questions.</summary>
    public IEnumerable<GuideLeaf> Beyond(GuideAnswer answer) =>
        Questions.TryGetValue(answer.To, out var next) ? next.Answers.SelectMany(Beyond).Distinct() : [Leaves[answer.To]];

    /// <summary>The procedures by what a resident comes with: the answers to the first question; last those that no door leads to.</summary>
    public IEnumerable<(GuideAnswer? Answer, IReadOnlyList<Procedure> Procedures)> Grouped(IReadOnlyList<Procedure> procedures)
    {
        var left = procedures.ToList();
        foreach (var answer in First.Answers)
        {
            var doors = Beyond(answer).OfType<GuideLeaf.Filing>().Select(leaf => leaf.Procedure).ToList();
            List<Procedure> found = [.. left.Where(procedure => doors.Contains(procedure.Id)).OrderBy(procedure => doors.IndexOf(procedure.Id))];
            left.RemoveAll(found.Contains);
            if (found.Count > 0)
                yield return (answer, found);
        }

        if (left.Count > 0)
            yield return (null, left);
    }

    private GuidePlace Lead(GuideAnswer answer, IReadOnlyList<GuideStep> given) =>
        Questions.TryGetValue(answer.To, out var next)
            ? new GuidePlace.Asked(next, given)
            : new GuidePlace.Led(Leaves[answer.To], given);
}

/// <summary>A question of the guide.</summary>
/// <param name="Name">The stable name.</param>
/// <param name="Ask">The question.</param>
/// <param name="Hint">Help under it, or null.</param>
/// <param name="Answers">What can be answered, at least two.</param>
public sealed record GuideQuestion(string Name, Words Ask, Words? Hint, IReadOnlyList<GuideAnswer> Answers)
{
    /// <summary>The answer with this code, or null.</summary>
    public GuideAnswer? Find(string code) => Answers.FirstOrDefault(answer => answer.Code == code);
}

/// <summary>An answer.</summary>
/// <param name="Code">The stable code: a part of the page's address.</param>
/// <param name="Text">What people press.</param>
/// <param name="Hint">Examples, or null.</param>
/// <param name="To">The question or leaf that it leads to.</param>
public sealed record GuideAnswer(string Code, Words Text, Words? Hint, string To);

/// <summary>Where a way through the questions ends: the right door.</summary>
/// <param name="Name">The stable name.</param>
/// <param name="Why">Why this door is the right one.</param>
/// <param name="WrongDoor">What is lost by taking another.</param>
/// <param name="Limits">The rules whose time may be running against the resident.</param>
/// <param name="Since">The question for the day from which they count; null where there are none.</param>
public abstract record GuideLeaf(string Name, Words Why, Words WrongDoor, IReadOnlyList<string> Limits, Words? Since)
{
    /// <summary>The door is a procedure of the catalogue.</summary>
    public sealed record Filing(string Name, Words Why, Words WrongDoor, IReadOnlyList<string> Limits, Words? Since, string Procedure)
        : GuideLeaf(Name, Why, WrongDoor, Limits, Since);

    /// <summary>The door is elsewhere: who, and its telephone.</summary>
    public sealed record Elsewhere(string Name, Words Why, Words WrongDoor, IReadOnlyList<string> Limits, Words? Since, Words Title, string Telephone)
        : GuideLeaf(Name, Why, WrongDoor, Limits, Since);
}

/// <summary>A question that was answered.</summary>
public sealed record GuideStep(GuideQuestion Question, GuideAnswer Answer);

/// <summary>Where some answers lead.</summary>
/// <param name="Given">The answers so far.</param>
public abstract record GuidePlace(IReadOnlyList<GuideStep> Given)
{
    /// <summary>To another question.</summary>
    public sealed record Asked(GuideQuestion Question, IReadOnlyList<GuideStep> Given) : GuidePlace(Given);

    /// <summary>To a door.</summary>
    public sealed record Led(GuideLeaf Leaf, IReadOnlyList<GuideStep> Given) : GuidePlace(Given);
}

/// <summary>A door on the first page, for who knows already whom to find.</summary>
/// <param name="Title">What it is called there.</param>
/// <param name="Promise">What is behind it, in one line.</param>
/// <param name="Picture">Its picture.</param>
public abstract record Door(Words Title, Words Promise, DoorPicture Picture)
{
    /// <summary>A procedure of the catalogue.</summary>
    public sealed record Filing(Words Title, Words Promise, DoorPicture Picture, string Procedure) : Door(Title, Promise, Picture);

    /// <summary>An answer to the guide's first question: several procedures lie behind it.</summary>
    public sealed record Asked(Words Title, Words Promise, DoorPicture Picture, string Answer) : Door(Title, Promise, Picture);
}

/// <summary>The pictures that a door can have.</summary>
public enum DoorPicture
{
    /// <summary>Two waves that calm: a dispute.</summary>
    Dispute,

    /// <summary>What somebody says: a petition.</summary>
    Speech,

    /// <summary>A shield: the procuratorate.</summary>
    Shield,

    /// <summary>Scales: law and its help.</summary>
    Scales,

    /// <summary>A triangle: danger.</summary>
    Danger,

    /// <summary>A paper: something an authority decided.</summary>
    Paper,

    /// <summary>A house: everyday service.</summary>
    House,
}
