namespace Hejie.Rules.Questions;

/// <summary>
/// Safeguard 7: how many petitions and complaints there are, or other matters about a body, is no measure of anybody. One place may be asked for their
/// number; places and bodies are not set beside each other by it, and where they are set beside each other by the number of
/// all matters, petitions and complaints are not counted. Lateness, reopening and time are measures of how they are handled.
/// </summary>
public static class Safeguard
{
    /// <summary>Whether a question sets places or bodies beside each other by a number of matters.</summary>
    public static bool SetsApart(Question question) =>
        question.Measure is Measure.Filed or Measure.Accepted or Measure.Ended or Measure.Solved or Measure.Open or Measure.Overdue or Measure.Reopened or Measure.Share
        && (question.Groupings.Any(grouping => grouping is Grouping.County or Grouping.Township or Grouping.Village or Grouping.Body)
            || question.Comparison is Comparison.Places or Comparison.Bodies);

    /// <summary>Whether it is refused: nothing of what it asks for would be counted.</summary>
    public static bool Refuses(Question question, Vocabulary vocabulary) =>
        SetsApart(question) && (vocabulary.ProceduresOf(question)?.Count == 0 || vocabulary.KindsOf(question)?.Count == 0);

    /// <summary>Whether petitions and complaints are left out of what it asks for.</summary>
    public static bool LeavesOut(Question question, Vocabulary vocabulary)
    {
        if (!SetsApart(question))
            return false;
        if (question.Kinds.Count > 0)
            return Fewer(vocabulary.KindsOf(question)!, vocabulary.KindsOf(question with { Groupings = [], Comparison = Comparison.None })!);
        return question.Procedures.Count == 0
            || Fewer(vocabulary.ProceduresOf(question)!, vocabulary.ProceduresOf(question with { Groupings = [], Comparison = Comparison.None })!);
    }

    private static bool Fewer(IReadOnlySet<string> counted, IReadOnlySet<string> named) => counted.Count < named.Count;
}
