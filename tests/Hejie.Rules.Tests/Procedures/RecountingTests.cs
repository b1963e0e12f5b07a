using System.Globalization;
using CsCheck;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Procedures;

/// <summary>The law changes while clocks run.</summary>
public sealed class RecountingTests
{
    private static long Lives => Environment.GetEnvironmentVariable("HEJIE_LONG") == "1" ? 50_000 : 1_000;

    private sealed record Turn(bool Petition, int Seed, int Days, int Rule, int Length, bool Working, int Holiday, bool Works);

    private static readonly Gen<Turn> s_turns = Gen.Select(
        Gen.Bool, Gen.Int[0, int.MaxValue - 1], Gen.Int[0, 80], Gen.Int[0, 1_000], Gen.Int[1, 90], Gen.Bool, Gen.Int[0, 120], Gen.Bool,
        (petition, seed, days, rule, length, working, holiday, works) => new Turn(petition, seed, days, rule, length, working, holiday, works));

    [Fact]
    public void Whatever_changes_every_open_clock_is_what_a_fresh_count_gives_and_counting_again_changes_nothing() => s_turns.Sample(turn =>
    {
        var tale = Live(turn);
        var clocks = tale.State.Clocks.Where(clock => clock.Moment is null).Select(clock => clock.Rule).Distinct().ToList();
        var rule = tale.Circumstances.Rules.Versions(clocks[turn.Rule % clocks.Count])[^1].Rule;
        var law = tale.Circumstances with
        {
            Rules = Changed(rule, turn),
            Calendar = National.With(Change($"calendar:\n  - {{ date: {Iso(tale.Today.AddDays(turn.Holiday - 40))}, kind: {(turn.Works ? "work" : "rest")}, name: 测试, scope: national }}\n")),
        };
        var before = tale.State;
        var recounted = Interpreter.Recount(tale.Procedure, before, law);
        var after = recounted?.Next ?? before;

        foreach (var (was, now) in before.Clocks.Zip(after.Clocks))
            AsCounted(was, now, tale.Procedure, law);
        (recounted is null).ShouldBe(Tale.Text(after) == Tale.Text(before));
        if (recounted is not null)
        {
            Tale.Text(before.After(recounted.Effects)).ShouldBe(Tale.Text(after));
            after.Entries.ShouldBe(before.Entries + 1);
        }

        Interpreter.Recount(tale.Procedure, after, law).ShouldBeNull();
        foreach (var work in after.Work.Where(work => work.OfState))
        {
            if (tale.Procedure.States[after.Name].Work?.Due is { } name && after.Clock(name) is { IsOpen: true } clock && before.Clock(name) != clock)
                work.Due.ShouldBe(LegalTime.EndOf(clock.Due));
        }
    }, iter: Lives, threads: 2);

    [Fact]
    public void A_clock_that_had_passed_runs_again_where_the_new_date_lies_ahead_and_nobody_supervises_it_any_more()
    {
        var tale = Tale.Dispute().Days(10);
        tale.Clock("acceptance").Status.ShouldBe(ClockStatus.Passed);
        var overdue = tale.Work("overdue");
        var law = tale.Circumstances with { Rules = Changed(Rule(tale, "acceptance"), length: 20) };

        tale.Take(Interpreter.Recount(tale.Procedure, tale.State, law)!);

        tale.Clock("acceptance").Status.ShouldBe(ClockStatus.Running);
        tale.State.Work.ShouldNotContain(overdue);
        tale.State.Work.Single(work => work.OfState).Due.ShouldBe(LegalTime.EndOf(tale.Clock("acceptance").Due));
        tale.Days(60).Clock("acceptance").Status.ShouldBe(ClockStatus.Passed);
    }

    [Fact]
    public void A_clock_that_stays_late_is_left_alone()
    {
        var tale = Tale.Dispute().Days(10);
        var law = tale.Circumstances with { Rules = Changed(Rule(tale, "acceptance"), length: 1) };
        Interpreter.Recount(tale.Procedure, tale.State, law).ShouldBeNull();
    }

    [Fact]
    public void A_version_that_only_ends_or_says_it_in_other_words_moves_nothing()
    {
        var tale = Tale.Dispute();
        var rule = Rule(tale, "acceptance") with { Until = Day("2030-01-01"), Verified = true, Article = "《测试》第二条" };
        Interpreter.Recount(tale.Procedure, tale.State, tale.Circumstances with { Rules = With(Text(rule)) }).ShouldBeNull();
    }

    [Fact]
    public void A_later_version_takes_over_what_still_runs_only_where_it_says_so()
    {
        var tale = Tale.Dispute();
        var rule = Rule(tale, "acceptance");
        var day = tale.Today.AddDays(1);
        string Two(string transition) => Text(rule with { Until = day.AddDays(-1) })
            + Text(rule with { From = day, Length = 20 })["rules:\n".Length..].Replace($"from: {Iso(day)}", $"from: {Iso(day)}\n    transition: {transition}", StringComparison.Ordinal);

        Interpreter.Recount(tale.Procedure, tale.State, tale.Circumstances with { Rules = With(Two("trigger")) }).ShouldBeNull();
        var effects = Interpreter.Recount(tale.Procedure, tale.State, tale.Circumstances with { Rules = With(Two("running")) })!.Effects;
        effects.OfType<Effect.ClockRuled>().ShouldHaveSingleItem().Name.ShouldBe("acceptance");
        effects.OfType<Effect.ClockChanged>().ShouldHaveSingleItem().Due.ShouldBeGreaterThan(tale.Clock("acceptance").Due);
        effects.OfType<Effect.WorkDated>().Count().ShouldBe(1);
    }

    private static Tale Live(Turn turn)
    {
        var random = new Random(turn.Seed);
        var tale = turn.Petition ? Tale.Petition(null) : Tale.Dispute();
        for (var left = random.Next(8); left > 0; left--)
        {
            var open = Prefecture.Everyone.Cast<Actor>().Prepend(Tale.Neighbour).Prepend(Tale.Filer)
                .SelectMany(actor => Interpreter.Open(tale.Procedure, tale.State, actor, tale.Circumstances).Select(move => (actor, move))).ToList();
            if (open.Count > 0 && open[random.Next(open.Count)] is var (who, what) && tale.TryAny(who, what, random) is Outcome.Applied applied)
                tale.Take(applied);
            tale.Days(random.Next(4));
        }

        return tale.Days(turn.Days % 20);
    }

    /// <summary>What a clock must be, said a second time and in other words.</summary>
    private static void AsCounted(ClockState was, ClockState now, Procedure procedure, Circumstances law)
    {
        if (was.Status == ClockStatus.Stopped || (was.Status == ClockStatus.Passed && procedure.ClockOf(was.Name).Then is not null))
        {
            now.ShouldBe(was);
            return;
        }

        var pauses = was.Pauses.Where(pause => pause.Until is not null).Select(pause => new Pause(pause.From, pause.Until!.Value));
        var options = new CountOptions(pauses, was.Extended);
        var version = law.Rules.InForce(was.Rule, was.Trigger, law.Calendar, options)!;
        var fresh = Counter.Due(version.Rule, was.Trigger, law.Calendar, options);
        if (fresh is not Count.Counted counted)
            counted = Counter.Due(law.Rules.ByHash(was.RuleHash)!.Rule, was.Trigger, law.Calendar, options).ShouldBeOfType<Count.Counted>();
        if (was.Status == ClockStatus.Passed && counted.Due < law.Today)
            now.ShouldBe(was);
        else
            (now.Due, now.Status).ShouldBe((counted.Due, was.Status == ClockStatus.Passed ? ClockStatus.Running : was.Status));
    }

    private static Rule Rule(Tale tale, string clock) => Book.ByHash(tale.Clock(clock).RuleHash)!.Rule;

    private static RuleBook Changed(Rule rule, Turn turn) => With(Text(rule with
    {
        Length = turn.Length,
        Unit = turn.Working ? PeriodUnit.WorkingDays : PeriodUnit.Days,
        RollOver = !turn.Working && rule.RollOver,
    }));

    private static RuleBook Changed(Rule rule, int length) => With(Text(rule with { Length = length }));

    private static RuleBook With(string text)
    {
        var problems = new List<CatalogueProblem>();
        var book = Book.With(Change(text), problems);
        problems.ShouldBeEmpty();
        return book;
    }

    private static LawChange Change(string text)
    {
        var problems = new List<CatalogueProblem>();
        var change = LawChange.Read("change.yaml", text, problems);
        problems.ShouldBeEmpty();
        return change;
    }

    /// <summary>A rule as its file would say it.</summary>
    private static string Text(Rule rule)
    {
        var lines = new List<string>
        {
            "  - id: " + rule.Id,
            "    title: { zh: 测试, en: Test }",
            "    starts: { zh: 测试, en: test }",
            "    article: " + rule.Article,
            $"    unit: {(rule.Unit == PeriodUnit.WorkingDays ? "working-days" : "days")}",
            "    length: " + rule.Length.ToString(CultureInfo.InvariantCulture),
            "    then: { zh: 测试, en: Test }",
            "    from: " + Iso(rule.From),
            $"    verified: {(rule.Verified ? "true" : "false")}",
            "    source: { zh: 测试, en: Test }",
        };
        if (rule.Unit != PeriodUnit.WorkingDays)
            lines.Add($"    roll-over: {(rule.RollOver ? "true" : "false")}");
        if (rule.Until is { } until)
            lines.Add("    until: " + Iso(until));
        if (rule.Extension is { } extension)
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"    extension: {{ length: {extension.Length}, unit: {(extension.Unit == PeriodUnit.WorkingDays ? "working-days" : "days")}, times: {extension.Times ?? 1}, approver: {{ zh: 测试, en: test }} }}"));
        if (rule.Pauses.Count > 0)
            lines.Add($"    pauses: [{string.Join(", ", rule.Pauses.Select(pause => $"{{ code: {pause.Code}, zh: {pause.Name.Zh}, en: {pause.Name.En} }}"))}]");
        return "rules:\n" + string.Join('\n', lines) + "\n";
    }

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
