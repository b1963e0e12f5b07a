using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Matters.Reading;
using Hejie.Operations;
using Hejie.Rules.Procedures;
using Hejie.Ui;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Search;

/// <summary>Search across matters: one box, filters folded beneath it, and an address that holds the whole question.</summary>
[Access(Access.Matters)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class SearchModel(
    StaffScope session, ReadFilter read, SearchMatters search, FoundWords found, CatalogueHolder catalogue, DirectoryHolder directory, IWords words) : PageModel
{
    /// <summary>What the fields hold, as it was typed, and what is wrong with it.</summary>
    public FormState Form { get; private set; } = FormState.Empty;

    public AskedMatters Asked { get; private set; } = null!;

    /// <summary>What was found; null where nothing was asked, or something is wrong.</summary>
    public Found? Result { get; private set; }

    public string Count { get; private set; } = "";

    public IReadOnlyList<FoundLine> Lines { get; private set; } = [];

    /// <summary>Whether a page follows.</summary>
    public bool More => Result is { } result && Asked.Page < SearchMatters.LastPage && result.Count > Asked.Page * SearchMatters.PageSize;

    /// <summary>Whether the filters are shown unfolded.</summary>
    public bool Unfolded => Asked.Filter.HasFacets || Asked.Errors.Any(error => error.Field != "q");

    /// <summary>The kinds of matters that the post may know of, under their procedures.</summary>
    public IReadOnlyList<Choice> Kinds { get; private set; } = [];

    /// <summary>The states that can be asked for: that it goes on, that it ended, and those of the one procedure that was chosen.</summary>
    public IReadOnlyList<Choice> States { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        Asked = read.Run(name => Request.Query[name], scope);
        Form = new FormState(Typed(), new FormErrors(Asked.Errors) { Titles = Titles() });
        var known = catalogue.Current.Procedures.InForce.Where(procedure => !scope.IsClosed(procedure.Id, null)).ToList();
        Kinds =
        [
            new Choice("", words["search.any"]),
            .. known.SelectMany(procedure => procedure.Kinds.Where(kind => !scope.IsClosed(procedure.Id, kind.Code))
                .Select(kind => new Choice(Scope.KindOf(procedure.Id, kind.Code), KindWords.Of(procedure, kind.Code, words), words[procedure.Title]))),
        ];
        States =
        [
            new Choice("", words["search.any"]), new Choice("open", words["search.open"]), new Choice("ended", words["search.ended"]),
            .. Chosen(known).SelectMany(procedure => procedure.States.Values.Select(state => new Choice(state.Name, words[state.Title], words[procedure.Title]))),
        ];
        if (Asked.Errors.Count > 0 || Asked.Filter.IsEmpty)
            return;
        Result = await search.RunAsync(scope, Asked.Filter, Asked.Order, Asked.Page, cancel);
        Count = found.Count(Result);
        var terms = Asked.Filter.Terms;
        Lines = [.. Result.Page.Select(hit => found.Line(hit, terms))];
    }

    /// <summary>The address of the same question in another order, or on another page.</summary>
    public string Address(MatterOrder order, int page = 1) => "/search" + Asked.Filter.Address(order, page);

    private IEnumerable<Procedure> Chosen(List<Procedure> known)
    {
        var ids = Asked.Filter.Procedures.Concat(Asked.Filter.Kinds.Select(kind => kind[..kind.IndexOf('/', StringComparison.Ordinal)])).Distinct().ToList();
        return ids.Count == 1 ? known.Where(procedure => procedure.Id == ids[0]) : [];
    }

    private Dictionary<string, string> Typed()
    {
        var typed = new Dictionary<string, string>();
        foreach (var name in new[] { "q", "number", "kind", "state", "body", "place", "from", "until", "overdue" })
            typed[name] = Request.Query.TryGetValue(name, out var values) && values.FirstOrDefault() is { } value ? value[..Math.Min(value.Length, 2 * ReadFilter.Longest)] : "";
        // A place or body that was found is shown by its name.
        if (Asked.Filter.Places is [var place])
            typed["place"] = directory.Current.Place(place)?.FullName is { Length: > 0 } name ? name : directory.Current.Place(place)?.Name ?? typed["place"];
        if (Asked.Filter.Bodies is [var body])
            typed["body"] = directory.Current.NameOf(body);
        return typed;
    }

    private Dictionary<string, string> Titles() => new()
    {
        ["q"] = words["search.words"],
        ["number"] = words["search.number"],
        ["place"] = words["search.place"],
        ["kind"] = words["search.kind"],
        ["procedure"] = words["search.kind"],
        ["state"] = words["search.state"],
        ["body"] = words["search.body"],
        ["from"] = words["search.from"],
        ["until"] = words["search.until"],
        ["order"] = words["search.order"],
        ["p"] = words["desk.pages"],
    };
}
