using Hejie.Rules.Places;
using Hejie.Rules.Procedures;

namespace Hejie.Rules.Questions;

/// <summary>A question as its words are taken in, one after the other; then what they leave open is settled.</summary>
/// <param name="text">The text.</param>
/// <param name="segments">Its words.</param>
/// <param name="vocabulary">The words that are understood.</param>
/// <param name="today">The day on which it is asked.</param>
internal sealed class Draft(PlainText text, IReadOnlyList<Segment> segments, Vocabulary vocabulary, DateOnly today)
{
    private const int MostNear = 5;

    // What the words of a state or an end count where no figure is asked for; and whether they narrow it too.
    private static readonly Dictionary<Condition, (Measure Measure, bool Narrows)> s_conditions = new()
    {
        [Condition.Open] = (Measure.Open, false),
        [Condition.Overdue] = (Measure.Overdue, false),
        [Condition.Ended] = (Measure.Ended, false),
        [Condition.OnTime] = (Measure.Ended, true),
        [Condition.WaitingOnResident] = (Measure.Open, true),
        [Condition.Reopened] = (Measure.Reopened, false),
    };

    private readonly List<Segment> _parts = [.. segments.Where(segment => segment.Meaning is not Meaning.Skipped)];
    private readonly List<Fault> _faults = [];
    private readonly List<(Window Window, Segment Said)> _windows = [];
    private readonly List<Segment> _standing = [];
    private Question _question = new();
    private Segment? _measure, _sorted, _versus, _compared, _split, _pace, _complaint;
    private bool _which;
    private bool? _lowest;
    private int? _take;

    /// <summary>What the text says.</summary>
    internal Reading Read()
    {
        if (_parts.Count == 0)
            return new Reading.Stopped([Fault.Of(FaultKind.Empty)]);
        for (var at = 0; at < _parts.Count;)
            at = _parts[at].Meaning is Meaning.Time ? TakeTime(at) : Take(at);
        Settle();

        // Who asks about a person is told just that.
        var persons = _faults.Where(fault => fault.Kind == FaultKind.Person).ToList();
        return _faults.Count == 0 ? new Reading.Understood(_question)
            : new Reading.Stopped(persons.Count > 0 ? persons : [.. _faults.OrderBy(fault => fault.Offset)]);
    }

    private int Take(int at)
    {
        var part = _parts[at];
        switch (part.Meaning)
        {
            case Meaning.OfMeasure(var measure):
                if (_measure is not null && _question.Measure != measure || at > 0 && IsSecond(_parts[at - 1], part))
                    Stop(FaultKind.Twice, part);
                (_measure, _question) = (part, _question with { Measure = measure });
                break;
            case Meaning.OfCondition or Meaning.OfOutcome:
                if (at > 0 && IsSecond(_parts[at - 1], part))
                    Stop(FaultKind.Twice, part);
                _standing.Add(part);
                break;
            case Meaning.OfPlace(var places):
                TakePlace(at, places);
                break;
            case Meaning.OfProcedure(var code):
                _question = _question with { Procedures = _question.Procedures.With(code) };
                _complaint ??= part;
                break;
            case Meaning.OfKinds(var codes):
                _question = _question with { Kinds = [.. _question.Kinds, .. codes] };
                _complaint ??= part;
                break;
            case Meaning.OfChannel(var code):
                _question = _question with { Channels = _question.Channels.With(code) };
                break;
            case Meaning.OfBodyKind(var code):
                _question = _question with { BodyKinds = _question.BodyKinds.With(code) };
                if (at > 0 && _parts[at - 1].Meaning is Meaning.Sorted)
                    TakeSplit(at, new Meaning.Split(Grouping.Body, SplitBy.Each));
                break;
            case Meaning.OfBody({ Count: 1 } only):
                _question = _question with { Bodies = _question.Bodies.With(only[0]) };
                break;
            case Meaning.OfBody(var several):
                Stop(FaultKind.Ambiguous, part, [.. several.Select(id => vocabulary.NameOf(vocabulary.Body(id)!))]);
                break;
            case Meaning.Split split:
                TakeSplit(at, split);
                break;
            case Meaning.Sorted(var lowest, var take, var isPace):
                if (lowest is not null && _lowest is not null && lowest != _lowest || take is not null && _take is not null && take != _take)
                    Stop(FaultKind.Twice, part);
                (_sorted, _lowest, _take, _pace) = (part, lowest ?? _lowest, take ?? _take, isPace ? part : _pace);
                break;
            case Meaning.Compared(var comparison):
                if (_compared is not null && _question.Comparison != comparison)
                    Stop(FaultKind.Twice, part);
                (_compared, _question) = (part, _question with { Comparison = comparison });
                break;
            case Meaning.Versus:
                _versus = part;
                break;
            case Meaning.Instead(var zh, var en):
                Stop(FaultKind.Instead, part, text.Text[part.Start..part.End].Any(PlainText.IsHan) ? zh : en);
                break;
            case Meaning.Handled(var zh, var en):
                if (!IsBody(at - 1) && !IsBody(at + 1))
                    Stop(FaultKind.Instead, part, text.Text[part.Start..part.End].Any(PlainText.IsHan) ? zh : en);
                break;
            case Meaning.Person:
                Stop(FaultKind.Person, part);
                break;
            case Meaning.Anywhere:
            case Meaning.Since { After: true } when at + 1 < _parts.Count && _parts[at + 1].Meaning is Meaning.Time:
            case Meaning.Through when part.End - part.Start == 1 && !PlainText.IsHan(text.Text[part.Start]):
                break;
            default:
                if (PersonNames.IsLike(text.Text, part))
                    Stop(FaultKind.Person, part);
                else
                    Stop(FaultKind.Unknown, part, Near(part));
                break;
        }

        return at + 1;
    }

    private bool IsBody(int at) => at >= 0 && at < _parts.Count && _parts[at].Meaning is Meaning.OfBody or Meaning.OfBodyKind or Meaning.Split { Grouping: Grouping.Body };

    // 受理和办结多少 asks for two figures, not for what was accepted and has ended. Two ways of ending are one figure.
    private bool IsSecond(Segment before, Segment part) =>
        before.Meaning is Meaning.OfMeasure or Meaning.OfCondition or Meaning.OfOutcome && !(before.Meaning is Meaning.OfOutcome && part.Meaning is Meaning.OfOutcome)
        && text.Text[before.End..part.Start].Replace("了", "").Replace("的", "").Trim() is "和" or "与" or "跟" or "及" or "以及" or "还有" or "或" or "或者" or "、" or "and" or "or";

    private int TakeTime(int at)
    {
        var (window, next) = new SaidTime(_parts, text.Text, today).At(at);
        var said = new Segment(_parts[at].Start, _parts[next - 1].End, _parts[at].Meaning);
        if (window is null)
            Stop(FaultKind.Unknown, said);
        else if (window.From > today)
            Stop(FaultKind.Future, said);
        else
            _windows.Add((window, said));
        return next;
    }

    private void TakePlace(int at, Values<PlaceCode> named)
    {
        // 大理市喜洲镇 and 洱源县的牛街乡 are one place each, said from above.
        var part = _parts[at];
        var above = at > 0 && _parts[at - 1].Meaning is Meaning.OfPlace && text.Text[_parts[at - 1].End..part.Start] is "" or "的" or " " ? _question.Places.Where(place => _parts[at - 1].Meaning is Meaning.OfPlace(var before) && before.Contains(place)).ToList() : [];
        var within = named.Where(place => above.Exists(wider => wider != place && wider.Contains(place))).ToList();
        if (within is [var inner])
            _question = _question with { Places = [.. _question.Places.Where(place => !above.Contains(place)), inner] };
        else if (named is [var only])
            _question = _question with { Places = _question.Places.With(only) };
        else
            Stop(FaultKind.Ambiguous, part, choices: [.. (within.Count > 0 ? within : named.AsEnumerable()).Select(place => new PlaceChoice(place, vocabulary.NameOf(place)))]);
    }

    private void TakeSplit(int at, Meaning.Split split)
    {
        var part = _parts[at];
        var before = at > 0 ? _parts[at - 1] : default;
        if (split.By == SplitBy.Bare && before.Meaning is not Meaning.Sorted && !(before.Meaning is Meaning.Split same && same.Grouping == split.Grouping))
        {
            // 大理县 is no place, and no 大理 by county.
            var word = before.Meaning is Meaning.OfPlace && before.End == part.Start ? part with { Start = before.Start } : part;
            Stop(FaultKind.Unknown, word, Near(word));
            return;
        }

        _question = _question with { Groupings = _question.Groupings.With(split.Grouping), BodyKinds = split.BodyKind is { } kind ? _question.BodyKinds.With(kind) : _question.BodyKinds };
        if (_question.Groupings.Count > 2 || split.Take is not null && _take is not null && split.Take != _take)
            Stop(FaultKind.Twice, part);
        (_split, _which, _take) = (part, _which || split.By == SplitBy.Which, split.Take ?? _take);
    }

    private void Settle()
    {
        SettleWindow();
        SettlePace();
        SettleStanding();
        SettleComparison();
        SettleOrder();
        if (_faults.Count == 0 && Safeguard.Refuses(_question, vocabulary) && _complaint is { } complaint)
            Stop(FaultKind.Complaints, complaint);
    }

    private void SettleWindow()
    {
        if (_windows.Count == 0)
            return;
        var (first, _) = _windows[0];
        foreach (var (window, said) in _windows.Skip(1).Where(other => other.Window != first))
        {
            if (_versus is null || _compared is not null || _windows.Count > 2)
                Stop(FaultKind.Twice, said);
            else if (Beside(first, window) is { } comparison)
                _question = _question with { Comparison = comparison };
            else if (Beside(window, first) is { } turned)
                (_question, first, _compared) = (_question with { Comparison = turned }, window, said);
            else
                Stop(FaultKind.WithWhat, said, Comparisons(said));
            _compared = said;
        }

        _question = _question with { Window = first };
    }

    /// <summary>What days are to other days: 三月比二月, 本季度比去年.</summary>
    private static Comparison? Beside(Window window, Window other) =>
        other.Unit == window.Unit && other.From == window.YearBefore().From || other.Unit == WindowUnit.Year && window.From.Year == window.Until.Year && other.From.Year == window.From.Year - 1 ? Comparison.YearBefore
        : other.Unit == window.Unit && other.From == window.Before().From ? Comparison.PeriodBefore
        : null;

    // 哪个县办结最慢 asks for days, not for a number: the most that ended would be the fastest.
    private void SettlePace()
    {
        if (_pace is not { } pace || _question.Measure is Measure.DaysToAccept or Measure.SlowDaysToAccept or Measure.DaysToEnd or Measure.SlowDaysToEnd)
            return;
        if (_measure is not null && _question.Measure != Measure.Accepted)
            Stop(FaultKind.Twice, pace);
        _question = _question with { Measure = _measure is null ? Measure.DaysToEnd : Measure.DaysToAccept };
        _standing.RemoveAll(part => part.Meaning is Meaning.OfCondition(Condition.Ended));
        _measure = pace;
    }

    private void SettleStanding()
    {
        var narrowing = _measure is null && _standing.Count > 0 ? _standing[..^1] : _standing;
        foreach (var part in narrowing)
            Narrow(part.Meaning!);
        if (_measure is not null || _standing.Count == 0)
            return;

        // 还在办的里面逾期的有多少: the last is what is counted.
        var last = _standing[^1].Meaning!;
        var (measure, narrows) = last is Meaning.OfCondition(var condition) ? s_conditions[condition]
            : last is Meaning.OfOutcome(Ending.Solved) && _question.Outcomes.Count == 0 ? (Measure.Solved, false) : (Measure.Ended, true);
        _question = _question with { Measure = measure };
        if (narrows)
            Narrow(last);
    }

    private void Narrow(Meaning meaning) => _question = meaning switch
    {
        Meaning.OfCondition(var condition) => _question with { Conditions = _question.Conditions.With(condition) },
        Meaning.OfOutcome(var outcome) => _question with { Outcomes = _question.Outcomes.With(outcome) },
        _ => _question,
    };

    private void SettleComparison()
    {
        if (_versus is { } versus && _compared is null)
        {
            if (Sides() is Comparison.None)
                Stop(FaultKind.WithWhat, versus, Comparisons(versus));
            else
                _question = _question with { Comparison = Sides() };
        }
        else if (_compared is { } compared && !QuestionLink.HasSides(_question))
        {
            if (_question.Window is null && _windows.Count == 0 && _question.Comparison is Comparison.YearBefore or Comparison.PeriodBefore)
                Stop(FaultKind.OfWhen, compared, InLanguageOf(compared, ["今年", "上个月", "近三个月"], ["this year", "last month", "the last 3 months"]));
            else
                Stop(FaultKind.WithWhat, compared, Comparisons(compared));
        }
    }

    private Comparison Sides() =>
        _question.Places.Count > 1 ? Comparison.Places
        : _question.Kinds.Count > 1 ? Comparison.Kinds
        : _question.Procedures.Count > 1 ? Comparison.Procedures
        : _question.Bodies.Count + _question.BodyKinds.Count > 1 ? Comparison.Bodies
        : Comparison.None;

    private void SettleOrder()
    {
        var said = _sorted ?? (_take is not null ? _split : null);
        if (said is null)
            return;
        if (_question.Groupings.Count == 0 || _sorted is null)
            Stop(FaultKind.OfWhat, said.Value, InLanguageOf(said.Value, ["各县市", "各乡镇", "各类", "每个月"], ["per county", "per township", "per kind", "per month"]));
        _question = _question with { Ordering = new Ordering(_lowest ?? false, _take ?? (_which ? 1 : null)) };
    }

    // Looking for near words goes through all of them: for the first few that are not understood.
    private IReadOnlyList<string> Near(Segment part) => _faults.Count < MostNear ? vocabulary.Near(text.Text[part.Start..part.End]) : [];

    private IReadOnlyList<string> Comparisons(Segment said) => InLanguageOf(said, ["同比", "环比"], ["year on year", "period on period"]);

    private IReadOnlyList<string> InLanguageOf(Segment said, IReadOnlyList<string> zh, IReadOnlyList<string> en) =>
        text.Text[said.Start..said.End].Any(PlainText.IsHan) ? zh : en;

    private void Stop(FaultKind kind, Segment part, IReadOnlyList<string>? near = null, IReadOnlyList<PlaceChoice>? choices = null)
    {
        var (word, offset) = text.Written(part.Start, part.End);
        _faults.Add(new Fault(kind, word, offset, near ?? [], choices ?? []));
    }
}
