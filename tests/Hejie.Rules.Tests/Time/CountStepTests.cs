using System.Text.RegularExpressions;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Time;

namespace Hejie.Rules.Tests.Time;

public sealed class CountStepTests
{
    [Fact]
    public void Every_code_says_the_same_things_in_both_languages()
    {
        var args = Enumerable.Range(0, 4).Select(index => new Words($"«{index}»", $"«{index}»")).ToList();
        foreach (var code in CountStep.Codes)
        {
            var step = new CountStep(code, args);
            Said(step.In(Language.English)).ShouldBe(Said(step.In(Language.Chinese)));
            step.In(Language.Chinese).ShouldMatch(@"[\u4e00-\u9fff]");
        }
    }

    [Fact]
    public void A_code_nobody_knows_is_not_told() =>
        Should.Throw<KeyNotFoundException>(() => new CountStep("unheard", []).In(Language.Chinese));

    private static string[] Said(string text) => [.. Regex.Matches(text, "«.»").Select(match => match.Value).Order()];
}
