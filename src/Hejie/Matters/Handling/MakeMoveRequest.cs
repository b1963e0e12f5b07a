using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;

namespace Hejie.Matters.Handling;

/// <summary>A person as a form asks for them.</summary>
public sealed record PersonRequest
{
    /// <summary>The name, or how they are called.</summary>
    [MaxLength(60)]
    public string? Name { get; init; }

    /// <summary>The telephone: 11 digits of a mobile, or a landline with its area code.</summary>
    [MaxLength(30)]
    public string? Telephone { get; init; }

    /// <summary>The address for service.</summary>
    [MaxLength(200)]
    public string? Address { get; init; }

    /// <summary>What they are to the matter; the other side, unless told otherwise.</summary>
    public Side? Role { get; init; }

    /// <summary>What a person whom the filer names is to the matter.</summary>
    public enum Side
    {
        /// <summary>The other side.</summary>
        Respondent,

        /// <summary>Someone else whom the result concerns.</summary>
        Third,
    }
}

/// <summary>A move to be made.</summary>
public sealed record MakeMoveRequest
{
    /// <summary>The answers to the move's form, by field, as text.</summary>
    public IReadOnlyDictionary<string, string>? Answers { get; init; }

    /// <summary>The persons, where the form asks for them.</summary>
    [MaxLength(20)]
    public IReadOnlyList<PersonRequest>? People { get; init; }

    /// <summary>The version that you saw, where you send no <c>If-Match</c>: if the matter has moved on since, the answer is 409.</summary>
    public int? Version { get; init; }
}

/// <summary>Lays a body's answers out as forms give them, so that one reader checks both.</summary>
internal static class FormAnswers
{
    /// <summary>The name that every form gives its question for persons.</summary>
    private const string People = "people";

    public static IReadOnlyDictionary<string, string> Of(IReadOnlyDictionary<string, string>? answers, IReadOnlyList<PersonRequest>? people)
    {
        var raw = (answers ?? new Dictionary<string, string>()).ToDictionary(pair => pair.Key, pair => pair.Value ?? "");
        for (var index = 0; index < (people?.Count ?? 0); index++)
        {
            var prefix = string.Create(CultureInfo.InvariantCulture, $"{People}.{index}.");
            var person = people![index];
            raw[prefix + "name"] = person.Name ?? "";
            raw[prefix + "telephone"] = person.Telephone ?? "";
            raw[prefix + "address"] = person.Address ?? "";
            raw[prefix + "role"] = person.Role == PersonRequest.Side.Third ? "third" : "";
        }

        return raw;
    }

    /// <summary>What exactly is asked, so that the same key with another request is refused.</summary>
    public static string Describe(string what, IReadOnlyDictionary<string, string> raw)
    {
        var text = new StringBuilder(what);
        foreach (var (name, answer) in raw.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"\n{name.Length}:{name}={answer.Length}:{answer}");
        return text.ToString();
    }
}
