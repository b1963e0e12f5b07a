using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Questions;

namespace Hejie.Rules.Tests.Questions;

/// <summary>The vocabulary of the prefecture as it ships, with bodies of each level.</summary>
internal static class Dali
{
    internal const string File = "questions/questions.yaml";

    /// <summary>A Friday.</summary>
    internal static readonly DateOnly Today = new(2026, 11, 27);

    private static readonly (string Kind, string Ending, PlaceLevel[] Levels)[] s_bodies =
    [
        ("service-centre", "综治服务中心", [PlaceLevel.Prefecture, PlaceLevel.County, PlaceLevel.Township, PlaceLevel.Village]),
        ("mediation-committee", "人民调解委员会", [PlaceLevel.Township, PlaceLevel.Village]),
        ("court", "人民法院", [PlaceLevel.Prefecture, PlaceLevel.County]),
        ("justice-office", "司法所", [PlaceLevel.Township]),
        ("petition-office", "信访局", [PlaceLevel.Prefecture, PlaceLevel.County]),
    ];

    internal static readonly ProcedureBook Procedures =
        ProcedureBook.Load(CatalogueFiles.All("procedures"), CatalogueFiles.All("procedures/parts"), Time.Rules.Book);

    internal static readonly IReadOnlyDictionary<PlaceCode, string> Places = CatalogueFiles.Text("places/dali.csv").Split('\n').Skip(1)
        .Select(line => line.TrimEnd('\r').Split(',')).Where(parts => parts.Length == 4).ToDictionary(parts => PlaceCode.Parse(parts[0]), parts => parts[1]);

    internal static readonly QuestionBook Book = QuestionBook.Load(File, CatalogueFiles.Text(File), Procedures);

    internal static readonly Vocabulary Words = Vocabulary.Of(Book, Procedures, Places, Bodies());

    private static IEnumerable<NamedBody> Bodies()
    {
        var id = 0;
        foreach (var (kind, ending, levels) in s_bodies)
        {
            foreach (var place in Places.Keys.Order().Where(place => levels.Contains(place.Level)))
            {
                var above = place.Level == PlaceLevel.Village ? Places[place.Parent!.Value] : "";
                yield return new NamedBody(++id, kind, place, above + PlaceForms.Of(Places[place], place.Level).First() + ending);
            }
        }
    }
}
