using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Procedures.Checking;

/// <summary>Nothing that a procedure asks, names or says is about what a person is (safeguards 2 and 7).</summary>
internal static class PersonCheck
{
    private const string Never = "no form asks for origin, belief, politics, record, identity number or earlier petitions of a person";

    public static void Check(Subject subject)
    {
        var (procedure, maps) = (subject.Procedure, subject.Maps);
        foreach (var (field, map) in maps.Fields)
        {
            foreach (var found in Found([field.Name, .. field.Options.Select(option => option.Code), .. Texts(Of(field))]))
                map.Problem(null, $"the field '{field.Name}' asks about '{found}': {Never}");
        }

        foreach (var kind in procedure.Kinds.Where(kind => Found([kind.Code, .. Texts([kind.Label])]).Any()))
            maps.Top.Problem("kinds", $"the kind '{kind.Code}' sorts matters by what a person is; kinds are about the matter");
        foreach (var found in Found(procedure.Stages.Select(stage => stage.Code)))
            maps.Top.Problem("stages", $"a stage is named after '{found}': {Never}");
        foreach (var found in Found([procedure.Id, procedure.NumberWord, .. procedure.Articles]))
            maps.Top.Problem("id", $"the procedure is named after '{found}': {Never}");
        foreach (var (name, map) in maps.Names)
        {
            foreach (var found in Found([name]))
                map.Problem(null, $"'{name}' is named after '{found}': {Never}");
        }

        var told = maps.Fields.SelectMany(each => Of(each.Field)).Concat(procedure.Kinds.Select(kind => kind.Label)).ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var (words, map, key, _) in maps.Words.Where(each => !told.Contains(each.Words)))
        {
            foreach (var found in Found(Texts([words])))
                map.Problem(key, $"this text speaks of '{found}': {Never}, and no text sorts people by it");
        }
    }

    private static IEnumerable<Words> Of(Field field) => new[] { field.Label, field.Hint }.OfType<Words>().Concat(field.Options.Select(option => option.Label));

    private static IEnumerable<string> Texts(IEnumerable<Words> words) => words.SelectMany(each => new[] { each.Zh, each.En });

    private static IEnumerable<string> Found(IEnumerable<string> texts) => texts.Select(PersonWords.In).OfType<string>().Distinct();
}
