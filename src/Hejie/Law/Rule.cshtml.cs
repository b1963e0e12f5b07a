using Hejie.Identity;
using Hejie.Operations;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Ui;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Law;

/// <summary>A period of the law in all its versions, and a calculator for it.</summary>
[Access(Access.Public)]
internal sealed class RuleModel(CatalogueHolder catalogue, IWords words, TimeProvider time) : PageModel
{
    private static readonly string[] s_fields = [CountPeriod.From, CountPeriod.Scope, CountPeriod.Extended, CountPeriod.PauseFrom, CountPeriod.PauseTo];

    /// <summary>The versions, the newest first.</summary>
    public IReadOnlyList<RuleVersion> Versions { get; private set; } = [];

    /// <summary>The version in force today, else the newest.</summary>
    public Rule Rule { get; private set; } = null!;

    /// <summary>Today in Asia/Shanghai.</summary>
    public DateOnly Today => LegalTime.DateOf(time.GetUtcNow());

    /// <summary>What the calculator shows.</summary>
    public FormState Form { get; private set; } = FormState.Empty;

    /// <summary>The date, where one was asked for.</summary>
    public PeriodCounted.Right? Counted { get; private set; }

    /// <summary>Whether the count starts at a moment.</summary>
    public bool TakesMoment => CountPeriod.TakesMoment(catalogue.Current.Rules, Rule.Id);

    /// <summary>The procedures with a clock of this rule.</summary>
    public IEnumerable<Procedure> Procedures => catalogue.Current.Procedures.Using(Rule.Id);

    /// <summary>For what the period stands still; empty where for nothing.</summary>
    public IReadOnlyList<string> Pauses => [.. Versions.SelectMany(version => version.Rule.Pauses).Select(pause => words[pause.Name]).Distinct()];

    /// <summary>The calendars to choose from.</summary>
    public IReadOnlyList<Choice> Calendars => [new("national", words["rule.calendar.national"]), new(Calendar.Dali, words["rule.calendar.dali"])];

    /// <summary>How often the period may have been extended; empty where it cannot be.</summary>
    public IReadOnlyList<Choice> Extensions
    {
        get
        {
            if (Versions.Select(version => version.Rule.Extension).OfType<Extension>().LastOrDefault() is not { } extension)
                return [];
            const int shown = 3;
            return
            [
                new("0", words["rule.extended.no"]),
                .. Enumerable.Range(1, Math.Min(shown, extension.Times ?? shown)).Select(times => new Choice($"{times}", words[times == 1 ? "rule.extended.once" : "rule.extended.times", times])),
            ];
        }
    }

    /// <summary>Shows the rule, and counts where a day was given.</summary>
    public IActionResult OnGet(string id)
    {
        var rules = catalogue.Current.Rules;
        Versions = [.. rules.Versions(id).Reverse()];
        if (Versions.Count == 0)
            return NotFound();
        Rule = (rules.InForce(id, Today) ?? Versions[0]).Rule;
        var typed = s_fields.ToDictionary(field => field, field => Request.Query[field].ToString().Trim());
        if (!Request.Query.ContainsKey(CountPeriod.From))
        {
            typed[CountPeriod.Scope] = "national";
            typed[CountPeriod.Extended] = "0";
            Form = new FormState(typed, FormErrors.None);
            return Page();
        }

        var counted = CountPeriod.Run(catalogue.Current, id, new PeriodAsked(
            typed[CountPeriod.From], typed[CountPeriod.Scope], typed[CountPeriod.Extended], typed[CountPeriod.PauseFrom], typed[CountPeriod.PauseTo]));
        Counted = counted as PeriodCounted.Right;
        Form = new FormState(typed, counted is PeriodCounted.Wrong wrong ? new FormErrors([.. wrong.Errors.Select(Shown)]) : FormErrors.None);
        if (Form.Errors.Any)
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>An error of a field that this rule does not show is one of the whole form.</summary>
    private FieldError Shown(FieldError error) =>
        (error.Field.StartsWith("pause", StringComparison.Ordinal) && Pauses.Count == 0) || (error.Field == CountPeriod.Extended && Extensions.Count == 0)
            ? error with { Field = "" }
            : error;
}
