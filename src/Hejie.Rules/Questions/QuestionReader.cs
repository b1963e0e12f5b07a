namespace Hejie.Rules.Questions;

/// <summary>
/// Reads a question in plain words, Chinese or English. Nothing is guessed in silence: a word that is not understood is
/// named, and what was understood is shown back by <see cref="QuestionWords"/>.
/// </summary>
public static class QuestionReader
{
    /// <summary>The most characters of a question.</summary>
    public const int Longest = 300;

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text, whatever is in it.</param>
    /// <param name="vocabulary">The words that are understood.</param>
    /// <param name="today">The day on which it is asked, Asia/Shanghai.</param>
    public static Reading Read(string text, Vocabulary vocabulary, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(text);

        // What the program says itself may be longer, and is read by the same way.
        return text.Length > Longest ? new Reading.Stopped([Fault.Of(FaultKind.TooLong, text[..20], 0)]) : ReadAny(text, vocabulary, today);
    }

    /// <summary>Reads a text of any length.</summary>
    internal static Reading ReadAny(string text, Vocabulary vocabulary, DateOnly today)
    {
        var plain = PlainText.Of(text);
        var draft = new Draft(plain, Segments.Of(plain.Text, vocabulary, today), vocabulary, today);
        return draft.Read();
    }
}
