using System.Reflection;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Rules.Procedures;
using Hejie.Tests.Ui;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Razor.TagHelpers;
using NetArchTest.Rules;

namespace Hejie.Tests.House;

/// <summary>The house as docs/change.md draws it.</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly s_program = typeof(HejieDb).Assembly;
    private static readonly Assembly s_rules = typeof(Interpreter).Assembly;

    [Fact]
    public void The_rules_know_nothing_of_the_program_and_touch_nothing_outside()
    {
        s_rules.GetReferencedAssemblies().Select(name => name.Name)
            .ShouldNotContain(name => name!.StartsWith("Microsoft.", StringComparison.Ordinal) || name == "hejie" || name == "Hejie.Ledger");
        Names(Types.InAssembly(s_rules).That().ResideInNamespace("Hejie.Rules.Procedures").Or().ResideInNamespace("Hejie.Rules.Time")
            .Should().NotHaveDependencyOnAny("System.IO.File", "System.Net", "System.Diagnostics.Process").GetResult()).ShouldBeEmpty();
    }

    [Fact]
    public void The_ledger_knows_nothing_of_the_program_and_touches_nothing_outside()
    {
        var ledger = typeof(Hejie.Ledger.TileId).Assembly;
        ledger.GetReferencedAssemblies().Select(name => name.Name)
            .ShouldNotContain(name => name!.StartsWith("Microsoft.", StringComparison.Ordinal) || name == "hejie" || name == "Hejie.Rules");
        Names(Types.InAssembly(ledger).Should().NotHaveDependencyOnAny("System.IO.File", "System.Net", "System.Diagnostics.Process").GetResult()).ShouldBeEmpty();
    }

    [Fact]
    public void Classes_are_sealed_unless_made_to_be_derived_from() =>
        Concrete(s_program).Concat(Concrete(s_rules)).Concat(Concrete(typeof(Hejie.Ledger.TileId).Assembly))
            .Where(type => !type.IsSealed && !type.IsAbstract && !s_program.GetTypes().Any(other => other.BaseType == type))
            .Select(type => type.FullName).ShouldBeEmpty();

    [Fact]
    public void The_program_shows_only_what_pages_and_requests_need() =>
        s_program.GetExportedTypes()
            .Where(type => !typeof(PageModel).IsAssignableFrom(type) && !typeof(ITagHelper).IsAssignableFrom(type)
                && type.Namespace is { } space && !space.StartsWith("Hejie.Ui", StringComparison.Ordinal)
                && !type.Name.EndsWith("Request", StringComparison.Ordinal) && !type.Name.EndsWith("Response", StringComparison.Ordinal)
                && type != typeof(Access) && type != typeof(AccessAttribute) && !type.IsNested && type.BaseType != typeof(Microsoft.EntityFrameworkCore.Migrations.Migration)
                && !type.FullName!.StartsWith("AspNetCoreGeneratedDocument", StringComparison.Ordinal))
            .Select(type => type.FullName).ShouldBeEmpty();

    [Fact]
    public void The_kernel_knows_no_module() =>
        Names(Types.InAssembly(s_program).That().ResideInNamespace("Hejie.Kernel")
            .Should().NotHaveDependencyOnAny("Hejie.Matters", "Hejie.Journal", "Hejie.Bodies", "Hejie.Notices", "Hejie.Operations").GetResult()).ShouldBeEmpty();

    [Fact]
    public void Only_the_journal_writes_matters_entries_clocks_and_work() =>
        Sources("src/Hejie").Where(source => !source.Path.Contains("/Journal/", StringComparison.Ordinal) && !source.Path.Contains("/Operations/Demo/", StringComparison.Ordinal))
            .Where(source => System.Text.RegularExpressions.Regex.IsMatch(
                source.Text, @"\.(Matters|Entries|Clocks|Work|Pending|Positions)\.(Add|AddRange|Update|Remove|RemoveRange)\(|\.(Matters|Entries|Clocks|Work)\b[^;]*\.Execute(Update|Delete)Async"))
            .Select(source => source.Path).ShouldBeEmpty();

    [Fact]
    public void The_hash_of_a_telephone_is_made_in_three_places_after_a_one_time_code_and_nowhere_near_staff()
    {
        // At filing, where the draft's telephone was confirmed; where a lost code is found again; and where who filed by the hand
        // of staff comes in with the code that went to that telephone (safeguard 9).
        Sources("src/Hejie").Where(source => System.Text.RegularExpressions.Regex.IsMatch(source.Text, @"\bTelephoneHash\b|\btelephones\.Of\("))
            .Select(source => Path.GetFileName(source.Path)).Order(StringComparer.Ordinal)
            .ShouldBe(["FileMatter.cs", "MattersModule.cs", "RecoverCode.cs", "RememberTelephone.cs", "TelephoneHash.cs"], ignoreOrder: true);
        Names(Types.InAssembly(s_program).That().ResideInNamespace("Hejie.Matters.Handling").Or().ResideInNamespace("Hejie.Matters.Desk")
            .Or().ResideInNamespace("Hejie.Supervision").Or().ResideInNamespace("Hejie.Bodies").Or().ResideInNamespace("Hejie.Mediation")
            .Should().NotHaveDependencyOnAny("Hejie.Matters.Tracking.TelephoneHash", "Hejie.Matters.Tracking.RecoverCode", "Hejie.Matters.Tracking.RememberTelephone").GetResult()).ShouldBeEmpty();
        var file = Sources("src/Hejie").Single(source => source.Path.EndsWith("Intake/FileMatter.cs", StringComparison.Ordinal)).Text;
        System.Text.RegularExpressions.Regex.Count(file, @"telephones\.Of\(").ShouldBe(1);
        file.ShouldContain("filing.TakenDown is null && filing.TelephoneConfirmed && people[0].Telephone");
        var recover = Sources("src/Hejie").Single(source => source.Path.EndsWith("RecoverCode.cs", StringComparison.Ordinal)).Text;
        recover.IndexOf("ConfirmAsync(", StringComparison.Ordinal).ShouldBeLessThan(recover.IndexOf("telephones.Of(", StringComparison.Ordinal));
        Sources("src/Hejie").Where(source => source.Text.Contains("remember.RunAsync(", StringComparison.Ordinal)).Select(source => Path.GetFileName(source.Path)).ShouldBe(["OpenByCode.cs"]);
    }

    [Fact]
    public void What_a_party_does_takes_a_partys_key_and_no_staff_endpoint_or_page_has_one()
    {
        // Staff cannot act as the resident (safeguard 3): their endpoints and pages never come by a party's session.
        var party = new[] { "Hejie.Identity.PartySession", "Hejie.Identity.PartyKey" };
        Names(Types.InAssembly(s_program).That().ResideInNamespace("Hejie.Matters.Handling").Or().ResideInNamespace("Hejie.Matters.Desk").Or().ResideInNamespace("Hejie.Supervision")
            .Should().NotHaveDependencyOnAny(party).GetResult()).ShouldBeEmpty();
        Names(Types.InAssembly(s_program).That().ResideInNamespace("Hejie.Matters.Rights").Should().NotHaveDependencyOnAny("Hejie.Identity.StaffScope", "Hejie.Bodies.Scope").GetResult()).ShouldBeEmpty();
    }

    [Fact]
    public void Nowhere_but_in_its_dialect_is_asked_which_database_it_is() =>
        Sources("src/Hejie").Where(source => !source.Path.Contains("/Data/", StringComparison.Ordinal))
            .Where(source => source.Text.Contains("IsSqlite", StringComparison.Ordinal) || source.Text.Contains("IsNpgsql", StringComparison.Ordinal)
                || source.Text.Contains("using Npgsql", StringComparison.Ordinal) || source.Text.Contains("using Microsoft.Data.Sqlite", StringComparison.Ordinal))
            .Select(source => source.Path).ShouldBeEmpty();

    [Fact]
    public void Time_comes_from_the_clock_that_tests_can_move() =>
        Sources("src").Where(source => System.Text.RegularExpressions.Regex.IsMatch(source.Text, @"\b(DateTime|DateTimeOffset)\.(Utc)?(Now|Today)\b|\bDateTime\.Today\b"))
            .Select(source => source.Path).ShouldBeEmpty();

    /// <summary>What the check of style leaves to a test, which takes a second where a whole run of the formatter takes a minute.</summary>
    [Fact]
    public void Usings_stand_in_order_those_of_the_system_first() =>
        new[] { "src", "tests", "bench", "fuzz" }.SelectMany(Sources).Where(source =>
        {
            var usings = System.Text.RegularExpressions.Regex.Matches(source.Text, @"^using ([\w.]+);\r?$", System.Text.RegularExpressions.RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToList();
            return !usings.SequenceEqual(usings.OrderBy(name => name == "System" || name.StartsWith("System.", StringComparison.Ordinal) ? 0 : 1).ThenBy(name => name.Replace('.', '\0'), StringComparer.OrdinalIgnoreCase));
        }).Select(source => source.Path).ShouldBeEmpty();

    private static IEnumerable<Type> Concrete(Assembly assembly) =>
        assembly.GetTypes().Where(type => type is { IsClass: true, IsNested: false }
            && type.Namespace?.StartsWith("Hejie", StringComparison.Ordinal) == true
            && !type.Namespace.Contains("Migrations", StringComparison.Ordinal)
            && !type.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute)));

    private static IEnumerable<string> Names(NetArchTest.Rules.TestResult result) => result.FailingTypeNames ?? [];

    private static IEnumerable<(string Path, string Text)> Sources(string folder)
    {
        return Directory.EnumerateFiles(Path.Combine(SourceTree.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/Migrations/", StringComparison.Ordinal))
            .Select(path => (Path.GetRelativePath(SourceTree.Root, path), File.ReadAllText(path)));
    }
}
