using System.Globalization;
using Hejie.Identity;
using Hejie.Rules.Questions;
using Hejie.Rules.Statistics;
using Hejie.Rules.Time;
using Hejie.Statistics;
using Hejie.Ui;
using Hejie.Ui.Charts;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Measure = Hejie.Rules.Questions.Measure;
using Question = Hejie.Rules.Questions.Question;

namespace Hejie.Questions;

/// <summary>A field of a question as it was understood, and the address without it.</summary>
internal sealed record AskedField(string Name, string Text, string? Without);

/// <summary>A word that was not understood, with what could be meant.</summary>
internal sealed record AskedFault(string Text, IReadOnlyList<(string Word, string Href)> Instead);

/// <summary>A question in plain words (用一句话问): read, shown back with its dates, corrected field by field, answered.</summary>
[Access(Access.Matters)]
internal sealed class AskModel(
    StaffScope session, AnswerQuestion answer, VocabularyHolder vocabulary, FigureWords figureWords, IWords words, TimeProvider time) : PageModel
{
    private const int MostText = 300;

    /// <summary>The question as it was typed; the fields of the address say it where it is left out.</summary>
    [BindProperty(Name = "q", SupportsGet = true)]
    public string? Text { get; set; }

    /// <summary>More words, for a question that is there.</summary>
    [BindProperty(Name = "add", SupportsGet = true)]
    public string? More { get; set; }

    /// <summary>The question in words; null while there is none.</summary>
    public string? Said { get; private set; }

    public IReadOnlyList<AskedField> Fields { get; private set; } = [];

    /// <summary>The fields as they go on in the form that corrects them.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Kept { get; private set; } = [];

    public IReadOnlyList<AskedFault> Faults { get; private set; } = [];

    public string? Problem { get; private set; }

    /// <summary>The one figure that answers.</summary>
    public string? Answer { get; private set; }

    /// <summary>What the figure is a share of, and what it was before.</summary>
    public LinkedText? Beside { get; private set; }

    public string? Href { get; private set; }

    public Chart? Chart { get; private set; }

    public ChartKind Kind { get; private set; }

    public IReadOnlyList<Choice> Measures { get; private set; } = [];

    public IReadOnlyList<Choice> Comparisons { get; private set; } = [];

    public IReadOnlyList<Choice> Groupings { get; private set; } = [];

    /// <summary>Questions that show what can be asked.</summary>
    public IReadOnlyList<string> Examples => [.. Enumerable.Range(1, 6).Select(nth => words["ask.example-" + nth.ToString(CultureInfo.InvariantCulture)])];

    private Rules.Catalogue.Language Language => words.Language;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var scope = await session.RequireAsync(cancel);
        var today = LegalTime.DateOf(time.GetUtcNow());
        if (Understand(today) is not { } question)
            return;
        Show(question);
        switch (await answer.RunAsync(scope, question, cancel))
        {
            case QuestionAnswer.Done done:
                Tell(question, done);
                break;
            case QuestionAnswer.Refused refused:
                Problem = words.Error("ask." + refused.Code, null);
                break;
        }
    }

    /// <summary>The address of a question.</summary>
    public static string Address(Question question) => "/ask?" + QuestionLink.Query(question);

    private Question? Understand(DateOnly today)
    {
        if (!string.IsNullOrWhiteSpace(Text))
            return Read(Text, today);
        var given = Request.Query.Where(part => QuestionLink.Parameters.Contains(part.Key)).SelectMany(part => part.Value.Select(value => KeyValuePair.Create(part.Key, value ?? ""))).ToList();
        if (given.Count == 0)
            return null;
        if (QuestionLink.Read(given, vocabulary.Current, out var wrong) is not { } question)
        {
            Problem = words.Error("ask.complaints", null);
            return null;
        }

        if (wrong.Count > 0)
            Problem = words["ask.problem-fields", string.Join(words["figure.and"], wrong.Select(name => words["ask.field-" + name]))];
        if (string.IsNullOrWhiteSpace(More) || Read(More, today) is not { } more)
            return question;
        return question with
        {
            Places = [.. question.Places, .. more.Places],
            Procedures = [.. question.Procedures, .. more.Procedures],
            Kinds = [.. question.Kinds, .. more.Kinds],
            Conditions = [.. question.Conditions, .. more.Conditions],
            Outcomes = [.. question.Outcomes, .. more.Outcomes],
            Channels = [.. question.Channels, .. more.Channels],
            BodyKinds = [.. question.BodyKinds, .. more.BodyKinds],
            Bodies = [.. question.Bodies, .. more.Bodies],
            Window = more.Window ?? question.Window,
            Groupings = more.Groupings.Count > 0 ? more.Groupings : question.Groupings,
        };
    }

    private Question? Read(string text, DateOnly today)
    {
        switch (QuestionReader.Read(text, vocabulary.Current, today))
        {
            case Reading.Understood understood:
                return understood.Question;
            case Reading.Stopped stopped:
                Faults = [.. stopped.Faults.Select(fault => new AskedFault(
                    QuestionWords.Of(fault, vocabulary.Current, Language),
                    [.. (fault.Choices.Count > 0 ? fault.Choices.Select(choice => choice.Name) : fault.Near).Select(word => (word, "/ask?q=" + Uri.EscapeDataString(Instead(text, fault, word))))]))];
                return null;
            default:
                return null;
        }
    }

    /// <summary>The text with a word in the place of one that was not understood.</summary>
    private static string Instead(string text, Fault fault, string word)
    {
        if (fault.Word.Length == 0 || fault.Offset + fault.Word.Length > text.Length || text.Length > MostText)
            return word;
        return string.Concat(text.AsSpan(0, fault.Offset), word, text.AsSpan(fault.Offset + fault.Word.Length));
    }

    private void Show(Question question)
    {
        Said = QuestionWords.Of(question, vocabulary.Current, Language);
        var fields = QuestionLink.Of(question);
        Kept = [.. fields.Where(field => field.Key is not ("measure" or "compare" or "by" or "from" or "until" or "unit"))];
        Fields = [.. QuestionWords.Fields(question, vocabulary.Current, Language).Where(field => field.Key is not ("measure" or "unit"))
            .Select(field => new AskedField(words["ask.field-" + field.Key], field.Value, Without(fields, field.Key)))];
        Measures = [.. Enum.GetValues<Measure>().Select(measure => new Choice(QuestionBook.CodeOf(measure), words["ask.measure-" + QuestionBook.CodeOf(measure)]))];
        Comparisons = [.. Enum.GetValues<Comparison>().Select(comparison => new Choice(QuestionBook.CodeOf(comparison), words["ask.compare-" + QuestionBook.CodeOf(comparison)]))];
        Groupings = [new Choice("", words["ask.by-nothing"]), .. Enum.GetValues<Grouping>().Select(grouping => new Choice(QuestionBook.CodeOf(grouping), words["ask.by-" + QuestionBook.CodeOf(grouping)]))];
        Now = question;
    }

    /// <summary>The question as it stands, for what the form shows as chosen.</summary>
    public Question? Now { get; private set; }

    /// <summary>Which grouping the form shows as chosen, the first or the second.</summary>
    public string GroupingAt(int nth) => Now?.Groupings.ElementAtOrDefault(nth) is { } grouping && Now.Groupings.Count > nth ? QuestionBook.CodeOf(grouping) : "";

    private static string Without(IReadOnlyList<KeyValuePair<string, string>> fields, string name) =>
        "/ask?" + string.Join('&', fields.Where(field => field.Key != name && !(name == "from" && field.Key is "until" or "unit")).Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}").DefaultIfEmpty("measure=filed"));

    private void Tell(Question question, QuestionAnswer.Done done)
    {
        Answer = Word(done, done.Whole.Value);
        if (done.Whole.Base is { } of && done.Whole.Value is not null && done.Asked.IsShare)
            Beside = LinkedText.Of(words, "ask.of", new TextRun(FigureWords.Number(done.Whole.Count), done.Behind(done.Whole)), new TextRun(FigureWords.Number(of), done.BehindBase(done.Whole)));
        if (done.Compared is { } compared)
        {
            var before = LinkedText.Of(
                words, "ask.compared", new TextRun(words.WholeDay(compared.From)), new TextRun(words.WholeDay(compared.Until)), new TextRun(Word(done, done.Whole.Before?.Value), done.Behind(done.Whole.Before)), new TextRun(Change(done)));
            Beside = Beside?.And(words["ask.and"], before) ?? before;
        }

        Href = done.Behind(done.Whole);
        if (done.Asked.Top.By.Count == 0 || done.Parts.Count == 0)
            return;
        var by = string.Join(words["figure.and"], done.Asked.Top.By.Select(dimension => figureWords.Dimension(dimension, done.Asked.Top.Level)));
        var series = done.Compared is null ? [words["ask.measure-" + QuestionBook.CodeOf(question.Measure)]] : new[] { words["ask.measure-" + QuestionBook.CodeOf(question.Measure)], words["figure.before"] };
        Chart = new Chart(
            words["ask.chart", words["ask.measure-" + QuestionBook.CodeOf(question.Measure)], by], by, series,
            [.. done.Parts.Select(part => new ChartRow(
                string.Join(words["figure.and"], part.Keys.Select(key => done.Asked.Weekly && key.By == Dimension.Period ? figureWords.Period(key.Day, FigureUnit.Day) : figureWords.Key(key, done.Asked.Top.Unit))),
                done.Compared is null ? [part.Value] : [part.Value, part.Before?.Value],
                done.Compared is null ? [Word(done, part.Value)] : [Word(done, part.Value), Word(done, part.Before?.Value)])
            {
                Href = done.Behind(part),
                OtherHref = done.Behind(part.Before),
            })])
        {
            Late = question.Measure is Measure.Overdue or Measure.OverdueRate,
        };
        Kind = done.Asked.Top.By is [Dimension.Period] ? ChartKind.Line : ChartKind.Bars;
    }

    private string Word(QuestionAnswer.Done done, double? value) => value is not { } known ? words["figure.none"]
        : done.Asked.IsShare ? FigureWords.Percent(known / 100)
        : done.Asked.IsDays ? words["ask.days", (long)known]
        : FigureWords.Number((long)known);

    private string Change(QuestionAnswer.Done done)
    {
        if (done.Whole.Value is not { } now || done.Whole.Before?.Value is not { } before)
            return "";
        if (done.Asked.IsShare || done.Asked.IsDays)
            return words["ask.points", Signed(now - before)];
        return before == 0 ? "" : words["ask.change", Signed((now - before) / before * 100)];
    }

    private static string Signed(double change) => change.ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture);
}
