using System.Globalization;
using System.Text.Json.Serialization;
using Hejie.Bodies;
using Hejie.Operations;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Ui;

namespace Hejie.Matters.Reading;

/// <summary>A date of the law as people read it: what to expect, by when, and every step of the count.</summary>
/// <param name="Name">The clock's name in the procedure.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Duty">Who must do what, as a sentence.</param>
/// <param name="From">The day of the event.</param>
/// <param name="Due">The last day.</param>
/// <param name="Ends">The last instant that is in time, in Asia/Shanghai.</param>
/// <param name="WholeDay">Whether it ends with the last day, as periods of days do; an hour is then not spoken of.</param>
/// <param name="Status">Whether it runs.</param>
/// <param name="Binds">Whether it binds the body.</param>
/// <param name="Article">The article, as it is cited.</param>
/// <param name="Verified">Whether the article was read in the statute's text; where not, the page says so.</param>
/// <param name="Provisional">Whether it leans on a year without an official notice.</param>
/// <param name="Then">What follows when it passes.</param>
/// <param name="Steps">The steps of the count.</param>
internal sealed record ClockView(
    string Name, string Title, string Duty, DateOnly From, DateOnly Due, DateTimeOffset Ends, bool WholeDay, ClockStatus Status, bool Binds,
    string Article, bool Verified, bool Provisional, string Then, IReadOnlyList<string> Steps)
{
    /// <summary>The hour at which it ends, where it does not end with the day.</summary>
    [JsonIgnore]
    public string? At => WholeDay ? null : Ends.ToString("H:mm", CultureInfo.InvariantCulture);

    /// <summary>Whether it is of a body that was called, and not of who has the matter.</summary>
    [JsonIgnore]
    public bool IsOfCalled => Clock.ReferralOf(Name) is not null;

    /// <summary>The open clocks of a matter, those that bind first, then by date. Each is counted again from its rule, so that the steps shown are those of the date.</summary>
    public static IReadOnlyList<ClockView> Of(MatterState state, Catalogue catalogue, BodyDirectory directory, IWords words)
    {
        var procedure = catalogue.Procedures.Version(state.ProcedureHash);
        return
        [
            .. state.Clocks.Where(clock => clock.IsOpen).Select(clock => Of(clock, procedure, state, catalogue, directory, words))
                .OrderBy(clock => clock.Binds ? 0 : 1).ThenBy(clock => clock.Ends),
        ];
    }

    /// <summary>Whose date it is: of who has the matter, or of the body that was called.</summary>
    private static int Holder(ClockState clock, MatterState state) => Clock.ReferralOf(clock.Name) is { } number
        ? state.Referrals.First(referral => referral.Number == number).Body
        : state.Owner;

    private static ClockView Of(
        ClockState clock, Procedure procedure, MatterState state, Catalogue catalogue, BodyDirectory directory, IWords words)
    {
        var definition = procedure.ClockOf(clock.Name);
        var rule = (catalogue.Rules.ByHash(clock.RuleHash) ?? catalogue.Rules.InForce(clock.Rule, clock.From))?.Rule;
        var counted = Recounting.Count(clock, catalogue.Rules, catalogue.Calendar) as Count.Counted;
        return new ClockView(
            clock.Name, Clock.ReferralOf(clock.Name) is null ? words[definition.Title] : words["referral.clock", words[definition.Title], directory.NameOf(Holder(clock, state))], words.Fill(definition.Duty, ("body", directory.NameOf(Holder(clock, state)))),
            clock.From, clock.Due, LegalTime.Instant(clock.Ends), clock.Moment is null, clock.Status, definition.Binds,
            rule?.Article ?? "", rule?.Verified ?? false, counted?.Provisional ?? true,
            rule is null ? "" : words[rule.Then], counted is null ? [] : [.. counted.Steps.Select(step => step.In(words.Language))]);
    }
}
