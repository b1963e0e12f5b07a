using Hejie.Rules.Catalogue;
using Hejie.Rules.Guide;
using Hejie.Rules.Procedures;

namespace Hejie.Rules.Tests.Guide;

/// <summary>The guide leads to a door by a few questions; one that would mislead is refused with its line.</summary>
public sealed class GuideTests
{
    private const string File = "guide/guide.yaml";

    // Written plainly, so that what a test breaks is seen.
    private const string Plain = """
        first: what
        doors:
          - {procedure: petition, picture: speech, title: {zh: 反映问题, en: Petition}, promise: {zh: 十五日内答复, en: Within 15 days}}
          - {answer: office, picture: paper, title: {zh: 单位的事, en: Offices}, promise: {zh: 该办不办, en: That do not act}}
        questions:
          what:
            ask: {zh: 是哪一种事？, en: What is it?}
            answers:
              dispute: {text: {zh: 纠纷, en: A dispute}, to: both}
              office: {text: {zh: 单位, en: An office}, to: office}
          both:
            ask: {zh: 双方愿意谈吗？, en: Would both talk?}
            hint: {zh: 不清楚选愿意, en: If unsure say yes}
            answers:
              yes: {text: {zh: 愿意, en: Yes}, to: mediation}
              no: {text: {zh: 不愿意, en: No}, hint: {zh: 已经谈过, en: They tried}, to: court}
          office:
            ask: {zh: 收到书面答复了吗？, en: Did it reply?}
            answers:
              yes: {text: {zh: 收到了, en: Yes}, to: petition}
              no: {text: {zh: 没有, en: No}, to: petition}
        leaves:
          mediation:
            procedure: people-mediation
            why: {zh: 还能谈, en: They can talk}
            wrong-door: {zh: 伤和气, en: It costs the peace}
          petition:
            procedure: petition
            why: {zh: 上级能管, en: The level above can}
            wrong-door: {zh: 耽误期限, en: Time is lost}
            limits: [petition-review-request]
            since: {zh: 哪天收到的？, en: When did it reach you?}
          court:
            elsewhere: {title: {zh: 人民法院, en: The court}, telephone: 12368}
            why: {zh: 法院判, en: It judges}
            wrong-door: {zh: 别处不能判, en: Nobody else judges}
        """;

    private static readonly ProcedureBook s_procedures =
        ProcedureBook.Load(CatalogueFiles.All("procedures"), CatalogueFiles.All("procedures/parts"), Time.Rules.Book);

    private static readonly GuideBook s_shipped = GuideBook.Load(File, CatalogueFiles.Text(File), Time.Rules.Book, s_procedures);

    /// <summary>What is broken: what stood there, what stands there now, what is told, and what stands on the line that is told.</summary>
    public static TheoryData<string, string, string, string> Broken => new()
    {
        // Ways that lead nowhere, in a circle, or too far.
        { "to: mediation}", "to: mediaton}", "the answer 'yes' leads to 'mediaton', which is neither a question nor a leaf", "mediaton" },
        { "to: court}", "to: what}", "the way turns in a circle: what → both → what", "to: what}" },
        { "to: court}", "to: both}", "the way turns in a circle: what → both → both", "to: both}" },
        { "to: court}", "to: petition}", "no answer leads to the leaf 'court'", "  court:" },
        { "office: {text: {zh: 单位, en: An office}, to: office}", "office: {text: {zh: 单位, en: An office}, to: petition}", "no answer leads to the question 'office'", "  office:" },
        { "first: what", "first: whatever", "the first question 'whatever' is not among the questions", "first: whatever" },
        { "      no: {text: {zh: 没有, en: No}, to: petition}\n", "", "the question 'office' has one answer: a question needs at least two", "answers:" },
        { "  court:\n", "  both:\n", "'both' is also a question", "  both:" },

        // Doors that do not exist.
        { "procedure: people-mediation", "procedure: peoples-mediation", "there is no procedure 'peoples-mediation'; there are", "peoples-mediation" },
        { "procedure: people-mediation", "procedure: judicial-mediation-2021", "takes nothing new after 2024-12-31", "judicial-mediation-2021" },
        { "telephone: 12368", "telephone: ask the court", "'ask the court' is no telephone", "telephone: ask" },
        { "telephone: 12368", "telephone: 12", "'12' is no telephone", "telephone: 12}" },
        { "    elsewhere: {", "    procedure: petition\n    elsewhere: {", "the leaf 'court' leads to two doors", "procedure: petition" },
        { ", telephone: 12368", "", "'telephone' is missing", "elsewhere:" },
        { "    procedure: people-mediation\n", "", "'procedure' is missing", "  mediation:" },
        { "{procedure: petition, picture", "{procedure: petitions, picture", "there is no procedure 'petitions'", "petitions" },
        { "{answer: office,", "{answer: offices,", "the first question has no answer 'offices'; it has dispute, office", "offices" },
        { "picture: paper", "picture: lion", "there is no picture 'lion'; there are", "lion" },

        // Times that nobody could count.
        { "limits: [petition-review-request]", "limits: [petition-review]\n    nothing: here", "unknown key 'nothing'", "nothing: here" },
        { "limits: [petition-review-request]", "limits: [nosuch]", "the leaf 'petition' names the rule 'nosuch', which is not in catalogue/rules", "nosuch" },
        { "limits: [petition-review-request]", "limits: [protection-order]", "is counted from a moment", "protection-order" },
        { "    limits: [petition-review-request]\n", "", "asks for a day from which no limit counts", "since:" },
        { "    since: {zh: 哪天收到的？, en: When did it reach you?}\n", "", "does not ask from which day they count", "limits:" },

        // Words.
        { "en: They can talk}", "en: 能谈}", "'能谈' stands under en and has Chinese in it", "能谈" },
        { "zh: 上级能管, en", "zh: the level above, en", "stands under zh and has no Chinese in it", "the level above" },
        { "why: {zh: 法院判, en: It judges}", "why: {zh: 法院判}", "'en' is missing", "法院判" },
        { "    why: {zh: 还能谈, en: They can talk}\n", "", "'why' is missing", "  mediation:" },
        { "    wrong-door: {zh: 伤和气, en: It costs the peace}\n", "", "'wrong-door' is missing", "  mediation:" },
        { "ask: {zh: 是哪一种事？, en: What is it?}", "ask: {zh: 是哪一种事？, en: 'What is {it}?'}", "'{it}' would be shown as it stands", "{it}" },
        { "      dispute: {", "      Dispute!: {", "'Dispute!' may hold small letters, digits and hyphens only", "Dispute!" },

        // The form of the file.
        { "leaves:\n", "leafs:\n", "unknown key 'leafs'", "leafs:" },
        { "    why: {zh: 法院判", "\twhy: {zh: 法院判", "a tab", "法院判" },
        { "  court:\n", "  mediation:\n", "'mediation' is given twice", "  mediation:" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_guide_broken_in_one_place_is_refused_with_its_line_and_reason(string stood, string stands, string reason, string line)
    {
        var text = Plain;
        text.ShouldContain(stood);
        var at = text.IndexOf(stood, StringComparison.Ordinal);
        text = text[..at] + stands + text[(at + stood.Length)..];

        var problems = Problems(text);

        var told = problems.Where(problem => problem.Reason.Contains(reason, StringComparison.Ordinal)).ToList();
        told.ShouldNotBeEmpty(string.Join('\n', problems));
        told.ShouldContain(problem => problem.File == File && text.Split('\n')[problem.Line - 1].Contains(line), string.Join('\n', told));
    }

    [Fact]
    public void Six_questions_may_be_asked_and_a_seventh_is_refused()
    {
        Problems(Chain(6)).ShouldBeEmpty();
        Problems(Chain(7)).Select(problem => problem.Reason).Distinct()
            .ShouldHaveSingleItem().ShouldBe("more than 6 questions on the way q1 → q2 → q3 → q4 → q5 → q6 → q7");
    }

    [Fact]
    public void A_guide_in_which_every_answer_leads_to_every_next_question_is_still_checked_at_once()
    {
        var wide = Chain(60, answers: 40);
        var before = System.Diagnostics.Stopwatch.StartNew();
        Problems(wide).ShouldNotBeEmpty();
        before.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void More_doors_than_can_be_taken_in_are_refused()
    {
        const string door = "  - {answer: office, picture: paper, title: {zh: 单位的事, en: Offices}, promise: {zh: 该办不办, en: That do not act}}\n";
        Problems(Plain.Replace("questions:\n", string.Concat(Enumerable.Repeat(door, 5)) + "questions:\n", StringComparison.Ordinal))
            .ShouldHaveSingleItem().Reason.ShouldBe("7 doors; at most 6 can be taken in at a glance");
    }

    [Fact]
    public void Answers_lead_to_the_next_question_and_then_to_a_door()
    {
        var guide = GuideBook.Load(File, Plain, Time.Rules.Book, s_procedures);

        guide.Follow([]).ShouldBeOfType<GuidePlace.Asked>().Question.Name.ShouldBe("what");
        guide.Follow(["dispute"]).ShouldBeOfType<GuidePlace.Asked>().Question.Name.ShouldBe("both");
        var led = guide.Follow(["dispute", "no"]).ShouldBeOfType<GuidePlace.Led>();
        led.Leaf.ShouldBeOfType<GuideLeaf.Elsewhere>().Telephone.ShouldBe("12368");
        led.Given.Select(step => step.Answer.Text.Zh).ShouldBe(["纠纷", "不愿意"]);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("dispute", "maybe")]
    [InlineData("dispute", "no", "no")]
    public void An_answer_that_is_not_offered_leads_nowhere(params string[] answers) =>
        GuideBook.Load(File, Plain, Time.Rules.Book, s_procedures).Follow(answers).ShouldBeNull();

    [Fact]
    public void Procedures_are_grouped_by_what_a_resident_comes_with()
    {
        var guide = GuideBook.Load(File, Plain, Time.Rules.Book, s_procedures);

        guide.Grouped([s_procedures.Find("petition")!, s_procedures.Find("people-mediation")!])
            .Select(group => (group.Answer?.Code, group.Procedures.Single().Id))
            .ShouldBe([("dispute", "people-mediation"), ("office", "petition")]);
    }

    [Fact]
    public void The_shipped_guide_leads_to_a_door_whatever_is_answered()
    {
        var ways = Ways(s_shipped.First).ToList();

        ways.ShouldAllBe(way => way.Count <= GuideBook.MostQuestions);
        ways.ShouldAllBe(way => s_shipped.Follow(way) is GuidePlace.Led);
    }

    private static IEnumerable<IReadOnlyList<string>> Ways(GuideQuestion question) => question.Answers.SelectMany(answer =>
        s_shipped.Questions.TryGetValue(answer.To, out var next)
            ? Ways(next).Select(way => (IReadOnlyList<string>)[answer.Code, .. way])
            : [[answer.Code]]);

    private static IReadOnlyList<CatalogueProblem> Problems(string text)
    {
        try
        {
            GuideBook.Load(File, text, Time.Rules.Book, s_procedures);
            return [];
        }
        catch (CatalogueException refused)
        {
            return refused.Problems;
        }
    }

    /// <summary>So many questions one after the other.</summary>
    private static string Chain(int questions, int answers = 2)
    {
        var asked = Enumerable.Range(1, questions).Select(nth => $$"""
              q{{nth}}:
                ask: {zh: 第几问？, en: Which?}
                answers:
            {{string.Join('\n', Enumerable.Range(1, answers).Select(answer => $"      a{answer}: {{text: {{zh: 甲, en: A}}, to: {(nth == questions ? "end" : $"q{nth + 1}")}}}"))}}

            """);
        return "first: q1\nquestions:\n" + string.Concat(asked)
            + "leaves:\n  end:\n    procedure: petition\n    why: {zh: 为了, en: For}\n    wrong-door: {zh: 没有, en: None}\n";
    }
}
