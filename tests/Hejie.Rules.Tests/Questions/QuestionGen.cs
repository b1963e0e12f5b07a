using CsCheck;
using Hejie.Rules.Procedures;
using Hejie.Rules.Questions;

namespace Hejie.Rules.Tests.Questions;

/// <summary>Random questions that may be asked: all that a page could offer.</summary>
internal static class QuestionGen
{
    private static readonly DateOnly s_first = new(2015, 1, 1);

    internal static readonly Gen<Question> Any =
        from what in Gen.Select(Enum<Measure>(), Some(Dali.Words.Places), Some(Dali.Words.Procedures), Some(Dali.Words.Kinds))
        from how in Gen.Select(Some(System.Enum.GetValues<Condition>()), Some(System.Enum.GetValues<Ending>().Except([Ending.None])), Some(Dali.Words.Channels))
        from who in Gen.Select(Some(Dali.Words.BodyKinds), Some(Dali.Words.Bodies.Select(body => body.Id)))
        from split in Gen.Select(Some(System.Enum.GetValues<Grouping>()), Enum<Comparison>(), Gen.Bool, Gen.Int[0, Ordering.Most])
        from window in Windows.Null()
        let question = new Question
        {
            Measure = what.Item1,
            Places = what.Item2,
            Procedures = what.Item3,
            Kinds = what.Item4,
            Conditions = how.Item1,
            Outcomes = how.Item2,
            Channels = how.Item3,
            BodyKinds = who.Item1,
            Bodies = who.Item2,
            Window = window,
            Groupings = split.Item1,
            Comparison = split.Item2,
            Ordering = split.Item1.Count == 0 || split.Item4 > 70 ? null : new Ordering(split.Item3, split.Item4 == 0 ? null : split.Item4),
        }
        select QuestionLink.HasSides(question) ? question : question with { Comparison = Comparison.None };

    internal static readonly Gen<Question> Answered = Any.Where(question => !Safeguard.Refuses(question, Dali.Words));

    internal static Gen<Window> Windows =>
        from first in Gen.Int[0, Dali.Today.DayNumber - s_first.DayNumber]
        from length in Gen.Int[0, 400]
        from unit in Enum<WindowUnit>()
        let from1 = s_first.AddDays(first)
        let until = from1.AddDays(length)
        select new Window(from1, until > Dali.Today ? Dali.Today : until, unit);

    internal static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Gen<T> Enum<T>()
        where T : struct, Enum => Pick(System.Enum.GetValues<T>());

    private static Gen<Values<T>> Some<T>(IEnumerable<T> all)
    {
        var values = all.ToArray();
        return Gen.Frequency((3, Gen.Const(0)), (2, Gen.Const(1)), (1, Gen.Const(2)))
            .SelectMany(count => Pick(values).Array[count]).Select(array => (Values<T>)[.. array]);
    }
}
