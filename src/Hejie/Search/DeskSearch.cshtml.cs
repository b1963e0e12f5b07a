using Hejie.Identity;
using Hejie.Matters.Handling;
using Hejie.Rules.Procedures;
using Hejie.Ui;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Search;

/// <summary>A matter on the desk that was found, and in what the words stand.</summary>
internal sealed record DeskFoundLine(FoundLine Line, string Where);

/// <summary>
/// Search in what is sealed, on one's own desk. What is typed may be somebody's name: it is posted, stands in no address and
/// no log, and is kept nowhere.
/// </summary>
[Access(Access.Matters)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class DeskSearchModel(StaffScope session, SearchDesk search, FoundWords found, IWords words) : PageModel
{
    public FormState Form { get; private set; } = FormState.Empty;

    public DeskFound.Done? Result { get; private set; }

    public IReadOnlyList<DeskFoundLine> Lines { get; private set; } = [];

    public IReadOnlyList<Choice> Purposes => [.. OpenSealed.Purposes.Select(purpose => new Choice(purpose, words["search.purpose." + purpose]))];

    public void OnGet() => Form = FormState.Empty;

    public async Task OnPostAsync(CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        var raw = FormState.Raw(Request.Form);
        var (asked, purpose) = (raw.GetValueOrDefault("words", ""), raw.GetValueOrDefault("purpose"));
        var result = await search.RunAsync(scope, asked, purpose, cancel);
        IReadOnlyList<FieldError> errors = result switch
        {
            DeskFound.Invalid invalid => invalid.Errors,
            DeskFound.TooMany => [new FieldError("words", "search.desk.many", SearchDesk.MostHits.ToString(System.Globalization.CultureInfo.InvariantCulture))],
            _ => [],
        };
        // No more of it goes back than can be asked for.
        Form = new FormState(
            new Dictionary<string, string> { ["words"] = asked[..Math.Min(asked.Length, 2 * ReadFilter.Longest)], ["purpose"] = purpose ?? "" },
            new FormErrors(errors) { Titles = new Dictionary<string, string> { ["words"] = words["search.desk.words"], ["purpose"] = words["search.desk.purpose"] } });
        if (result is not DeskFound.Done done)
            return;
        Result = done;
        Lines = [.. done.Hits.Select(hit => new DeskFoundLine(found.Line(hit.Matter, []), string.Join(words["sep"], hit.Where)))];
    }
}
