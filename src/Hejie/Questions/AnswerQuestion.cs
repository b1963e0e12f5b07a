using Hejie.Bodies;
using Hejie.Operations;
using Hejie.Overview;
using Hejie.Rules.Questions;
using Hejie.Rules.Statistics;
using Hejie.Rules.Time;
using Hejie.Statistics;

namespace Hejie.Questions;

/// <summary>One part of an answer: a figure, and that of the days it is compared with.</summary>
/// <param name="Keys">What tells it from others; empty for the whole.</param>
/// <param name="Value">The figure: a number, a share in per cent, or days; null where there is nothing to say.</param>
/// <param name="Count">How many matters are behind it.</param>
/// <param name="Base">Of how many, of a share.</param>
/// <param name="Filter">The question that opens the matters behind it.</param>
/// <param name="BaseFilter">Of a share: the question that opens all of which it is one.</param>
internal sealed record AnswerPart(IReadOnlyList<FigureKey> Keys, double? Value, long Count, long? Base, Slice Filter, Slice? BaseFilter)
{
    /// <summary>The same of the days that it is compared with; null where there is none.</summary>
    public AnswerPart? Before { get; init; }
}

/// <summary>What came of a question.</summary>
internal abstract record QuestionAnswer
{
    private QuestionAnswer()
    {
    }

    /// <summary>An answer.</summary>
    /// <param name="Asked">What was counted.</param>
    /// <param name="Whole">All together.</param>
    /// <param name="Parts">The parts, in the order asked for.</param>
    /// <param name="Compared">The days it is compared with; null where there are none.</param>
    /// <param name="Own">Whether it is of the body's own matters: of a post that oversees no area.</param>
    public sealed record Done(AskedFigures Asked, AnswerPart Whole, IReadOnlyList<AnswerPart> Parts, Window? Compared, bool Own) : QuestionAnswer
    {
        /// <summary>The page on which the matters behind a figure are listed; null where there are none.</summary>
        public string? Behind(AnswerPart? part) => part is { Count: > 0 } ? DrawFigures.Link(part.Filter, Own) : null;

        /// <summary>The page on which all are listed of which a figure is a share; null where it is none, or of none.</summary>
        public string? BehindBase(AnswerPart part) => part is { Base: > 0, BaseFilter: { } whole } ? DrawFigures.Link(whole, Own) : null;
    }

    /// <summary>It cannot be answered; its words are <c>error.ask.CODE</c>.</summary>
    public sealed record Refused(string Code) : QuestionAnswer;
}

/// <summary>Answers a question with exact figures of what the post may open: of its area, or of its body where it oversees none.</summary>
internal sealed class AnswerQuestion(ReadFigures read, VocabularyHolder vocabulary, CatalogueHolder catalogue, DirectoryHolder directory, TimeProvider time)
{
    /// <summary>The most parts that are shown.</summary>
    public const int MostParts = 400;

    /// <param name="scope">Who asks.</param>
    /// <param name="question">The question.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<QuestionAnswer> RunAsync(Scope scope, Question question, CancellationToken cancel)
    {
        var area = FigureScope.OfArea(scope, directory.Current);
        var figures = area ?? FigureScope.OfBody(scope, directory.Current, catalogue.Current.Procedures);
        if (figures is null)
            return new QuestionAnswer.Refused("nobody");
        if (question.Places.Any(place => !scope.Body.Place.Contains(place)))
            return new QuestionAnswer.Refused("outside");
        var plan = new PlanQuestion(vocabulary.Current, catalogue.Current, directory.Current, LegalTime.DateOf(time.GetUtcNow()));
        if (plan.Of(question, question.Window, out var problem) is not { } asked)
            return new QuestionAnswer.Refused(problem!);
        if (await CountAsync(figures, asked, cancel) is not { } now)
            return new QuestionAnswer.Refused("wide");
        var compared = question.Comparison switch
        {
            Comparison.YearBefore => question.Window?.YearBefore(),
            Comparison.PeriodBefore => question.Window?.Before(),
            _ => null,
        };
        if (compared is null)
            return Done(question, asked, now, null, area is null);
        if (plan.Of(question, compared, out problem) is not { } before)
            return new QuestionAnswer.Refused(problem!);
        return await CountAsync(figures, before, cancel) is { } former ? Done(question, asked, now, new Former(compared, before, former), area is null) : new QuestionAnswer.Refused("wide");
    }

    private static QuestionAnswer.Done Done(Question question, AskedFigures asked, Counts now, Former? before, bool own)
    {
        var beside = before is null ? [] : Beside(asked, before);
        var parts = now.Parts.Select(part => part with { Before = beside.GetValueOrDefault(CellKeys.Of(part.Keys)) });
        if (question.Ordering is { } order)
        {
            parts = order.Lowest ? parts.OrderBy(part => part.Value ?? double.MaxValue) : parts.OrderByDescending(part => part.Value ?? double.MinValue);
            parts = parts.Take(order.Take ?? MostParts);
        }

        return new QuestionAnswer.Done(asked, now.Whole with { Before = before?.Counts.Whole }, [.. parts.Take(MostParts)], before?.Window, own);
    }

    /// <summary>The parts of the days compared with, by the keys of those beside which they stand: a part of time by its place in the row of them.</summary>
    private static Dictionary<CellKeys, AnswerPart> Beside(AskedFigures asked, Former before)
    {
        var starts = asked.Top.By.Contains(Dimension.Period) ? FigureTime.Beside(Starts(before.Asked), Starts(asked)) : new Dictionary<long, long>();
        var beside = new Dictionary<CellKeys, AnswerPart>();
        foreach (var part in before.Counts.Parts)
            beside[CellKeys.Of(part.Keys).At(starts)] = part;
        return beside;
    }

    /// <summary>The first days of the parts of time that are asked for, in their order.</summary>
    private static IEnumerable<DateOnly> Starts(AskedFigures asked) => FigureTime.Starts(asked.Top.From, asked.Top.Until, asked.Top.Unit)
        .Select(start => asked.IsWeeks ? LegalTime.MondayOf(start) : start).Distinct();

    private async Task<Counts?> CountAsync(FigureScope figures, AskedFigures asked, CancellationToken cancel)
    {
        if (await read.RunAsync(figures, asked.Top, FigureCompare.Nothing, cancel) is not FiguresAnswer.Done top)
            return null;
        if (asked.Bottom is null)
            return new Counts(Part(asked, top.Figures.Total), Weeks(asked, [.. top.Figures.Cells.Select(cell => Part(asked, cell))]));
        if (await read.RunAsync(figures, asked.Bottom, FigureCompare.Nothing, cancel) is not FiguresAnswer.Done bottom)
            return null;
        var bases = bottom.Figures.Cells.ToDictionary(cell => CellKeys.Of(cell.Keys));
        var above = top.Figures.Cells.ToDictionary(cell => CellKeys.Of(cell.Keys));
        // Where nothing of what is asked for came of something, that is a share too: of none.
        var cells = bottom.Figures.Cells.Select(cell => above.GetValueOrDefault(CellKeys.Of(cell.Keys)) ?? cell with { Count = 0, Asked = asked.Top })
            .Concat(top.Figures.Cells.Where(cell => !bases.ContainsKey(CellKeys.Of(cell.Keys)))).OrderBy(cell => CellKeys.Of(cell.Keys));
        return new Counts(
            Part(asked, top.Figures.Total, bottom.Figures.Total),
            Weeks(asked, [.. cells.Select(cell => Part(asked, cell, bases.GetValueOrDefault(CellKeys.Of(cell.Keys)) ?? cell with { Count = 0, Asked = asked.Bottom }))]));
    }

    /// <param name="asked">What was asked.</param>
    /// <param name="cell">What was counted.</param>
    /// <param name="of">Of what it is a share, where that was asked for by itself.</param>
    private static AnswerPart Part(AskedFigures asked, FigureCell cell, FigureCell? of = null)
    {
        var all = of?.Count ?? cell.Base;
        var count = asked.Rest && all is { } whole ? whole - cell.Count : cell.Count;
        double? value = asked.IsDays ? asked.Slow ? cell.Ninetieth : cell.Median
            : asked.IsShare ? all is > 0 and var under ? 100.0 * count / under : null
            : count;
        var filter = asked.Rest ? cell.Filter with { Part = SharePart.Rest } : cell.Filter;
        return new AnswerPart(cell.Keys, value, count, all, filter, of?.Filter ?? (asked.IsShare ? cell.BaseFilter : null));
    }

    /// <summary>Days added up to weeks from Monday, where weeks are asked for.</summary>
    private static IReadOnlyList<AnswerPart> Weeks(AskedFigures asked, IReadOnlyList<AnswerPart> days)
    {
        if (!asked.IsWeeks)
            return days;
        var share = asked.IsShare;
        return
        [
            .. days.GroupBy(day => CellKeys.Of(day.Keys).With(key => key.By == Dimension.Period ? key with { Number = LegalTime.MondayOf(key.Day).DayNumber } : key)).Select(week =>
            {
                var first = week.First();
                var (count, of) = (week.Sum(day => day.Count), share ? week.Sum(day => day.Base ?? 0) : (long?)null);
                var monday = LegalTime.MondayOf(first.Keys.First(key => key.By == Dimension.Period).Day);
                return first with
                {
                    Keys = [.. first.Keys.Select(key => key.By == Dimension.Period ? key with { Number = monday.DayNumber } : key)],
                    Count = asked.Top.Measure == Rules.Statistics.Measure.Backlog ? week.Last().Count : count,
                    Base = of,
                    Value = share ? of > 0 ? 100.0 * count / of : null : asked.Top.Measure == Rules.Statistics.Measure.Backlog ? week.Last().Count : count,
                    Filter = first.Filter with { Until = week.Last().Filter.Until },
                    BaseFilter = first.BaseFilter is { } whole ? whole with { Until = week.Last().Filter.Until } : null,
                };
            }),
        ];
    }

    /// <summary>What was counted of the days compared with.</summary>
    private sealed record Former(Window Window, AskedFigures Asked, Counts Counts);

    private sealed record Counts(AnswerPart Whole, IReadOnlyList<AnswerPart> Parts);
}
