using Hejie.Data;
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

    /// <summary>Runs what needs the stores; where one is out of reach or a disk is full, says so and what the system said.</summary>
    /// <returns>The exit code: what it came to, or 1.</returns>
    public static async Task<int> OfTroubleAsync(IServiceProvider services, WordBook book, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (services.TroubleBehind(error) is not null)
        {
            var key = $"problem.{services.TroubleBehind(error)!.Code}.title";
            Console.Error.WriteLine(book.In(Language.Chinese)[key]);
            Console.Error.WriteLine(book.In(Language.English)[key]);
            Console.Error.WriteLine(error.GetBaseException().Message);
            return 1;
        }
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
