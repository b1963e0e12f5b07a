using System.Text;
using Hejie.Rules.Catalogue;
using Hejie.Ui;

namespace Hejie.Operations;

/// <summary>Reads a password from standard input: a line of it, or, of a person at a terminal, twice and unseen.</summary>
internal static class ReadPassword
{
    /// <returns>What was given, and what was given the second time.</returns>
    public static async Task<(string Password, string Again)> RunAsync(WordBook book, CancellationToken cancel)
    {
        if (Console.IsInputRedirected)
        {
            var line = await Console.In.ReadLineAsync(cancel) ?? "";
            return (line, line);
        }

        return (Ask(book, words => words["account.password"]), Ask(book, words => words["account.again"]));
    }

    /// <summary>Reads the password of an account that there is, once.</summary>
    public static async Task<string> OnceAsync(WordBook book, CancellationToken cancel) => Console.IsInputRedirected
        ? await Console.In.ReadLineAsync(cancel) ?? ""
        : Ask(book, words => words["account.password"]);

    /// <summary>Reads the code of a second factor: the next line, or what a person at a terminal types; empty for none.</summary>
    public static async Task<string> CodeAsync(WordBook book, CancellationToken cancel) => Console.IsInputRedirected
        ? await Console.In.ReadLineAsync(cancel) ?? ""
        : Ask(book, words => words["account.code"]);

    private static string Ask(WordBook book, Func<IWords, string> prompt)
    {
        Console.Error.Write(prompt(book.In(Language.Chinese)) + " " + prompt(book.In(Language.English)));
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
                typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar))
                typed.Append(key.KeyChar);
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
