using System.Text.Json;
using Hejie.Identity;
using Hejie.Operations;
using Hejie.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Bodies;

/// <summary>What nobody answers for in a body and below it, why, and to whom it falls meanwhile: nothing is without somebody, and nothing falls silently.</summary>
[Access(Access.Responsibility)]
internal sealed class GapsModel(StaffScope session, GapList gaps, DirectoryHolder directory, CatalogueHolder catalogue, IWords words) : PageModel
{
    [BindProperty(Name = "p", SupportsGet = true)]
    public int PageNumber { get; set; } = 1;

    public Scope Scope { get; private set; } = null!;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    public IReadOnlyList<GapGroup> Groups { get; private set; } = [];

    public bool More => Count > PageNumber * GapsEndpoint.PageSize && PageNumber < GapsEndpoint.LastPage;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Scope = await session.RequireAsync(cancel);
        PageNumber = Math.Clamp(PageNumber, 1, GapsEndpoint.LastPage);
        var all = gaps.At(Scope.Body.Id);
        Count = all.Count;
        Groups = [.. all.Skip((PageNumber - 1) * GapsEndpoint.PageSize).Take(GapsEndpoint.PageSize)];
    }

    public string PlaceOf(Gap gap) => directory.Current.Place(gap.Place)?.FullName ?? gap.Place.ToString();

    /// <summary>Who should answer, and why they do not.</summary>
    public string Why(Gap gap) => words[
        "gap." + JsonNamingPolicy.KebabCaseLower.ConvertName(gap.Why.ToString()), gap.Body is { } body ? directory.Current.NameOf(body) : words[BodyKinds.Of(gap.Missing).Title]];

    /// <summary>The kinds of matter, by procedure; a procedure whole is named without its kinds.</summary>
    public IEnumerable<string> Kinds(GapGroup group) => group.Kinds.GroupBy(kind => kind.Procedure).Select(kinds =>
    {
        if (catalogue.Current.Procedures.Find(kinds.Key) is not { } procedure)
            return kinds.Key;
        var codes = kinds.Select(kind => kind.Kind).ToHashSet();
        return procedure.Kinds.All(option => codes.Contains(option.Code)) ? words[procedure.Title]
            : words["gap.kinds", words[procedure.Title], string.Join(words["rounds.and"], procedure.Kinds.Where(option => codes.Contains(option.Code)).Select(option => words[option.Label]))];
    });

    public string FallsTo(Gap gap) => gap.FallsTo == Scope.Body.Id ? words["gap.you"] : directory.Current.NameOf(gap.FallsTo);
}
