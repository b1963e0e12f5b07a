using Hejie.Rules.Catalogue;
using Hejie.Rules.Procedures;
using Hejie.Ui;

namespace Hejie.Operations;

/// <summary>What verbs say: every line in both languages, Chinese first.</summary>
internal static class Speak
{
    public static int Say(WordBook book, Func<IWords, string> line)
    {
        Console.WriteLine(line(book.In(Language.Chinese)));
        Console.WriteLine(line(book.In(Language.English)));
        return 0;
    }

    /// <returns>The exit code of bad input.</returns>
    public static int Wrong(WordBook book, params ReadOnlySpan<FieldError> errors)
    {
        foreach (var error in errors)
        {
            Console.Error.WriteLine(book.In(Language.Chinese).Error(error.Code, error.Detail));
            Console.Error.WriteLine(book.In(Language.English).Error(error.Code, error.Detail));
        }

        return Cli.BadInput;
    }
}
