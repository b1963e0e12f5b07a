using Hejie.Rules.Catalogue;

namespace Hejie.Ui;

/// <summary>
/// The words of the interface in one language, from <c>catalogue/words</c>. Injected, it is the language of the request:
/// the resident's choice, else what the browser asks for, else Chinese. The words are plain text: Razor encodes them.
/// </summary>
public interface IWords
{
    /// <summary>The language of these words.</summary>
    Language Language { get; }

    /// <summary>The language as an HTML <c>lang</c>: <c>zh-CN</c> or <c>en</c>.</summary>
    string Tag { get; }

    /// <summary>A word by its key, as it stands in the file.</summary>
    /// <exception cref="KeyNotFoundException">No such key: the tests find it before a person does.</exception>
    string this[string key] { get; }

    /// <summary>A word with its values: the first takes the place of <c>{0}</c>, the second of <c>{1}</c>.</summary>
    string this[string key, params ReadOnlySpan<object?> values] { get; }

    /// <summary>A text of the catalogue in this language.</summary>
    string this[Words words] { get; }

    /// <summary>A word with named values: <c>{body}</c>, <c>{number}</c>.</summary>
    string Fill(string key, params ReadOnlySpan<(string Name, object? Value)> values);

    /// <summary>A text of the catalogue with named values.</summary>
    string Fill(Words words, params ReadOnlySpan<(string Name, object? Value)> values);

    /// <summary>A word by its key, or null.</summary>
    string? Find(string key);

    /// <summary>What an error code says to a person, and what to do now; a general sentence where the code has none.</summary>
    /// <param name="code">A stable code, such as <c>field.required</c>.</param>
    /// <param name="detail">The number or name that the words need.</param>
    string Error(string code, string? detail = null);
}
