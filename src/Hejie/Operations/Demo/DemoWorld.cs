using System.Globalization;
using Hejie.Bodies;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;

namespace Hejie.Operations.Demo;

/// <summary>Makes single matters up: who, where, what, and how it went until the present.</summary>
internal sealed class DemoWorld(Catalogue catalogue, BodyDirectory directory, DateTimeOffset until)
{
    private static readonly (string, int)[] s_disputes =
        [("neighbour", 27), ("family", 19), ("land", 14), ("damage", 11), ("wages", 10), ("debt", 9), ("tourism", 4), ("other", 6)];

    private static readonly (string, int)[] s_requests =
        [("public", 24), ("welfare", 19), ("land-house", 17), ("service", 17), ("conduct", 10), ("advice", 7), ("other", 6)];

    /// <summary>Counties and towns to which travellers come.</summary>
    private static readonly string[] s_travelled = ["大理镇", "喜洲镇", "双廊镇", "下关街道", "太和街道", "沙溪镇", "鸡足山镇", "南诏镇"];

    private static readonly Dictionary<string, MediationStory[]> s_mediations = MediationStories.All.GroupBy(story => story.Kind).ToDictionary(kind => kind.Key, kind => kind.ToArray());
    private static readonly Dictionary<string, PetitionStory[]> s_petitions = PetitionStories.All.GroupBy(story => story.Kind).ToDictionary(kind => kind.Key, kind => kind.ToArray());

    private readonly Procedure _mediation = catalogue.Procedures.Find("people-mediation") ?? throw new InvalidOperationException("There is no people's mediation in the catalogue.");
    private readonly Procedure _petition = catalogue.Procedures.Find("petition") ?? throw new InvalidOperationException("There is no petition procedure in the catalogue.");

    public DemoPlaces Places { get; } = new(directory);

    public BodyDirectory Directory => directory;

    public DateTimeOffset Until => until;

    public DemoHours Hours(DemoRandom random) => new(catalogue.Calendar, random);

    /// <summary>A dispute filed at an instant, and all that followed.</summary>
    public MatterWalk Dispute(DemoRandom random, Place place, DateTimeOffset at, DemoPace pace, Person? filer = null)
    {
        var kind = random.Weighted(s_disputes);
        if (kind == "tourism" && !s_travelled.Any(name => place.FullName.Contains(name, StringComparison.Ordinal)) && random.Chance(80))
            kind = "neighbour";
        var story = random.Pick(s_mediations[kind]);
        var people = new List<Person> { filer ?? DemoPeople.Of(random, PartyRole.Filer, place.Name, 92), DemoPeople.Of(random, PartyRole.Respondent, place.Name, 94) };
        var unnamed = filer is null && !pace.Brief && random.Chance(5) ? people[1] : null;
        if (random.Chance(5))
            people.Add(DemoPeople.Of(random, PartyRole.Third, place.Name, 60));
        var telling = Begin(random, people, place, at);
        if (unnamed is not null)
            people.Remove(unnamed);
        var walk = new MatterWalk(_mediation, catalogue, directory, until);
        walk.File(random.Id(at), story.Kind, place.Code, null, Narrative(telling, story.Narrative, MediationStories.Asides, story.Wish, pace), people, at);
        Papers(walk, random, pace, filer);
        new MediationPath(walk, story, telling, Hours(random), directory, pace, unnamed).Run();
        return walk;
    }

    /// <summary>A request filed at an instant, and all that followed.</summary>
    /// <param name="random">What draws.</param>
    /// <param name="place">Where.</param>
    /// <param name="at">When.</param>
    /// <param name="pace">How it goes.</param>
    /// <param name="handler">Only requests that this kind of body handles; null: any.</param>
    /// <param name="filer">Who files; null: anybody.</param>
    public MatterWalk Request(DemoRandom random, Place place, DateTimeOffset at, DemoPace pace, string? handler = null, Person? filer = null)
    {
        var story = handler is null
            ? random.Pick(s_petitions[random.Weighted(s_requests)])
            : random.Pick([.. PetitionStories.All.Where(story => story.Handler == handler)]);
        var people = new List<Person> { filer ?? DemoPeople.Of(random, PartyRole.Filer, place.Name, 90) };
        var telling = Begin(random, people, place, at);
        var walk = new MatterWalk(_petition, catalogue, directory, until);
        walk.File(random.Id(at), story.Kind, place.Code, About(story, place), Narrative(telling, story.Narrative, PetitionStories.Asides, story.Wish, pace), people, at);
        Papers(walk, random, pace, filer);
        new PetitionPath(walk, story, telling, Hours(random), directory, pace).Run();
        return walk;
    }

    /// <summary>A danger that was reported a while ago, and what came of it.</summary>
    public MatterWalk Danger(DemoRandom random, Place place, QuickStory story)
    {
        var procedure = catalogue.Procedures.InForce.First(procedure => procedure.IsDanger);
        var at = until - story.Ago;
        var walk = new MatterWalk(procedure, catalogue, directory, until);
        walk.File(random.Id(at), story.Kind, place.Code, null, story.Line, [new Person("", null, null, PartyRole.Filer)], at, procedure.Intake[0].Name);
        QuickStories.Run(walk, story, directory);
        return walk;
    }

    /// <summary>Some attach a photo or two; who is shown to visitors always does.</summary>
    private static void Papers(MatterWalk walk, DemoRandom random, DemoPace pace, Person? filer)
    {
        if (pace.Brief || (filer is null && !random.Chance(7)))
            return;
        for (var many = random.Between(1, 2); many > 0; many--)
            walk.Attach(random);
    }

    private int? About(PetitionStory story, Place place) =>
        story.About is not { } kind ? null
        : kind == BodyKinds.ServiceCentre ? directory.Serving(kind, PlaceLevel.Township, place.Code)
        : directory.Serving(kind, PlaceLevel.County, place.Code);

    private static Telling Begin(DemoRandom random, List<Person> people, Place place, DateTimeOffset at)
    {
        var telling = new Telling(random);
        telling.Set("N", people[0].Name);
        telling.Set("O", people.Count > 1 ? people[1].Name : "");
        telling.Set("V", place.Name);
        telling.Set("w", When(random, LegalTime.DateOf(at)));
        return telling;
    }

    private static string When(DemoRandom random, DateOnly filed)
    {
        var day = filed.AddDays(-random.Between(3, 45));
        return random.Below(5) switch
        {
            0 => "上个月",
            1 => "前些天",
            2 => string.Create(CultureInfo.InvariantCulture, $"今年{day.Month}月").Replace("今年", day.Year == filed.Year ? "今年" : "去年", StringComparison.Ordinal),
            3 => string.Create(CultureInfo.InvariantCulture, $"{day.Month}月{(day.Day <= 10 ? "上旬" : day.Day <= 20 ? "中旬" : "下旬")}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{day.Month}月{day.Day}日"),
        };
    }

    private static string Narrative(Telling telling, Template story, IReadOnlyList<Template> asides, Template wish, DemoPace pace)
    {
        var random = telling.Random;
        var text = telling.Tell(story);
        var many = pace.Brief ? 5 : random.Below(3);
        var first = random.Below(asides.Count);
        for (var index = 0; index < many; index++)
            text += telling.Tell(asides[(first + (index * 3)) % asides.Count]);
        return (random.Chance(40) ? text + "\n" : text) + telling.Tell(wish);
    }
}
