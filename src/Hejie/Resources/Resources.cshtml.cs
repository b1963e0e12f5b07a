using System.Globalization;
using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Rules.Places;
using Hejie.Ui;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Resources;

/// <summary>Finds mediators, lawyers, experts and rooms within the post's reach, by kind, skill, language and place; never by a name.</summary>
[Access(Access.Resources)]
internal sealed class ResourcesModel(StaffScope session, ReadResources read, DirectoryHolder directory, IWords words) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Skill { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Language { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Place { get; set; }

    /// <summary>The matter for which one looks, as addresses name it; handed on to the booking.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Matter { get; set; }

    [BindProperty(Name = "p", SupportsGet = true)]
    public int PageNumber { get; set; } = 1;

    public Scope Scope { get; private set; } = null!;

    public IReadOnlyList<ResourceBody> Found { get; private set; } = [];

    public bool More { get; private set; }

    public IReadOnlyList<(string Name, string Label, string? Chosen, IReadOnlyList<Choice> Options)> Filters =>
    [
        ("kind", words["resource.kind"], Kind, ResourceCodes.KindChoices(words)),
        ("skill", words["resource.skill"], Skill, ResourceCodes.SkillChoices(words)),
        ("language", words["resource.language"], Language, ResourceCodes.LanguageChoices(words)),
        ("place", words["gap.place"], Place, [.. directory.Current.Within(Scope.Body.Place).Where(place => place.Code.Level != PlaceLevel.Cell).Select(place => new Choice(place.Code.ToString(), place.Name))]),
    ];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Scope = await session.RequireAsync(cancel);
        PageNumber = Math.Clamp(PageNumber, 1, ReadResources.LastPage);
        PlaceCode? place = PlaceCode.TryParse(Place, out var code) && directory.Current.IsPlace(code) ? code : null;
        var filter = new ResourceFilter(
            ResourceCodes.Find(Kind), ResourceCodes.Skills.FirstOrDefault(skill => skill == Skill), ResourceCodes.Languages.FirstOrDefault(language => language == Language), place, PageNumber);
        var (rows, more) = await read.ListAsync(Scope, filter, cancel);
        (Found, More) = ([.. rows.Select(row => ResourceBody.Of(row, directory.Current, words))], more && PageNumber < ReadResources.LastPage);
    }

    /// <summary>What one should know of it before one calls.</summary>
    public IReadOnlyList<(string, string?)> Facts(ResourceBody found) => ResourceFacts.Of(found, words);

    public string Href(ResourceBody found) => string.Create(CultureInfo.InvariantCulture, $"/resources/{found.County}/{found.Id:N}") + (string.IsNullOrEmpty(Matter) ? "" : "?matter=" + Uri.EscapeDataString(Matter));

    /// <summary>The address of another page of the same list.</summary>
    public string Address(int page) => "/resources?" + string.Join('&', new[] { ("kind", Kind), ("skill", Skill), ("language", Language), ("place", Place), ("matter", Matter), ("p", page.ToString(CultureInfo.InvariantCulture)) }
        .Where(part => !string.IsNullOrEmpty(part.Item2)).Select(part => part.Item1 + "=" + Uri.EscapeDataString(part.Item2!)));
}

/// <summary>What is told of a resource.</summary>
internal static class ResourceFacts
{
    public static IReadOnlyList<(string, string?)> Of(ResourceBody found, IWords words) =>
    [
        (words["resource.body"], found.Body.Name),
        (words["resource.skill"], string.Join(words["rounds.and"], found.Skills.Select(skill => skill.Name))),
        (words["resource.language"], string.Join(words["rounds.and"], found.Languages.Select(language => language.Name))),
        (words["resource.capacity"], found.Capacity is { } seats ? words["resource.seats", seats] : null),
        (words["resource.step-free"], found.StepFree is { } free ? words[free ? "resource.step-free.yes" : "resource.step-free.no"] : null),
        (words["resource.hours"], found.Hours),
        (words["track.telephone"], found.Telephone),
    ];
}
