using System.Globalization;
using Hejie.Data;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Bodies;

/// <summary>Fills the reference tables from the catalogue: the places, and for each the bodies of its level with their posts.</summary>
internal static class SetUpPrefecture
{
    /// <summary>Reads <c>catalogue/places/*.csv</c>: code, name, level, parent.</summary>
    public static IReadOnlyList<PlaceRow> Places(string csv) =>
        [.. csv.Split('\n').Skip(1).Where(line => line.Length > 0).Select(line => line.TrimEnd('\r').Split(',')).Select(parts =>
        {
            var code = PlaceCode.Parse(parts[0]);
            return new PlaceRow { Code = code.Value, Name = parts[1], Level = code.Level };
        })];

    /// <summary>Fills an installation that has no places yet, from the folder of its catalogue.</summary>
    public static async Task FromCatalogueAsync(HejieDb db, string catalogue, CancellationToken cancel) =>
        await RunAsync(db, await File.ReadAllTextAsync(Path.Combine(catalogue, "places", "dali.csv"), cancel), cancel);

    public static async Task RunAsync(HejieDb db, string csv, CancellationToken cancel)
    {
        var places = Places(csv);
        var bodies = Bodies(places);
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        db.Places.AddRange(places);
        db.Bodies.AddRange(bodies);
        db.Posts.AddRange(Posts(bodies));
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
        db.ChangeTracker.AutoDetectChangesEnabled = true;
    }

    internal static List<BodyRow> Bodies(IReadOnlyList<PlaceRow> places)
    {
        var names = places.ToDictionary(place => place.Code, place => place.Name);
        var ids = new Dictionary<(string Kind, long Place), int>();
        var bodies = new List<BodyRow>();
        foreach (var kind in BodyKinds.All)
        {
            foreach (var place in places.Where(place => kind.Levels.Contains(place.Level)).OrderBy(place => place.Code))
            {
                var id = bodies.Count + 1;
                ids[(kind.Code, place.Code)] = id;
                bodies.Add(new BodyRow
                {
                    Id = id,
                    Kind = kind.Code,
                    Place = place.Code,
                    Name = Name(kind, PlaceCode.Of(place.Code), names),
                    // Illustrative: the area code of Dali and a number that no exchange gives out.
                    Telephone = "0872-00" + id.ToString("00000", CultureInfo.InvariantCulture),
                });
            }
        }

        foreach (var body in bodies)
            body.Superior = Superior(BodyKinds.Of(body.Kind), PlaceCode.Of(body.Place), ids);
        return bodies;
    }

    private static string Name(BodyKind kind, PlaceCode code, Dictionary<long, string> names)
    {
        var own = names[code.Value];
        var suffix = kind.Suffix;
        if (code.Level == PlaceLevel.Prefecture)
            return (kind.Independent && kind.Code == "court" ? own + "中级" : own) + suffix;
        if (code.Level == PlaceLevel.County)
            return own + suffix;
        if (code.Level == PlaceLevel.Township)
            return (kind.Code is "justice-office" or "police-station" ? own.TrimEnd('镇', '乡') : own) + suffix;

        // Villages of one name stand in several townships.
        var township = names[code.Parent!.Value.Value];
        return township + PlaceNames.Short(own) + suffix;
    }

    /// <summary>The body above: a committee's is the next committee up, then the centre; another's is its own kind's, then the prefecture's centre.</summary>
    private static int? Superior(BodyKind kind, PlaceCode place, Dictionary<(string Kind, long Place), int> ids)
    {
        if (kind.Code == BodyKinds.MediationCommittee && place.Level == PlaceLevel.Township)
            return ids[(BodyKinds.ServiceCentre, place.Value)];
        var above = kind.Code == BodyKinds.MediationCommittee ? kind.Code : kind.Superior ?? kind.Code;
        for (var at = place.Parent; at is { } code; at = code.Parent)
        {
            if (ids.TryGetValue((above, code.Value), out var body))
                return body;
        }

        return kind.Independent || kind.Code == BodyKinds.ServiceCentre ? null
            : ids.FirstOrDefault(pair => pair.Key.Kind == BodyKinds.ServiceCentre && PlaceCode.Of(pair.Key.Place).Level == PlaceLevel.Prefecture).Value;
    }

    internal static IEnumerable<PostRow> Posts(List<BodyRow> bodies)
    {
        var id = 0;
        foreach (var body in bodies)
        {
            var kind = BodyKinds.Of(body.Kind);
            var roles = kind.Posts.ToList();
            if (kind.Code == BodyKinds.ServiceCentre && PlaceCode.Of(body.Place).Level is PlaceLevel.Prefecture)
                roles.AddRange([Role.Clerk, Role.Analyst, Role.Auditor, Role.Administrator, Role.SecurityAdministrator]);
            else if (kind.Code == BodyKinds.ServiceCentre && PlaceCode.Of(body.Place).Level is PlaceLevel.County)
                roles.Add(Role.Clerk);
            var seen = new Dictionary<Role, int>();
            foreach (var role in roles)
            {
                seen[role] = seen.GetValueOrDefault(role) + 1;
                var number = roles.Count(other => other == role) > 1 ? seen[role].ToString(CultureInfo.InvariantCulture) : "";
                yield return new PostRow { Id = ++id, Body = body.Id, Role = role, Name = Title(role) + number };
            }
        }
    }

    /// <summary>What a post of this role is called.</summary>
    public static string Title(Role role) => role switch
    {
        Role.DutyOfficer => "值班岗",
        Role.Mediator => "调解岗",
        Role.Liaison => "联络岗",
        Role.Lead => "负责人",
        Role.GridWorker => "网格岗",
        Role.Clerk => "窗口岗",
        Role.Analyst => "分析岗",
        Role.Auditor => "审计岗",
        Role.Administrator => "系统管理岗",
        Role.SecurityAdministrator => "安全管理岗",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };
}
