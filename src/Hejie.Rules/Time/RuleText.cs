using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Time;

/// <summary>A rule's canonical text: what the hash of a version is taken over, whatever the layout of its file.</summary>
internal static class RuleText
{
    /// <summary>SHA-256 of the canonical text, in lower-case hex.</summary>
    internal static string Hash(Rule rule) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Of(rule))));

    /// <summary>One line per fact, in a fixed order, each value escaped so that none can pose as another line.</summary>
    internal static string Of(Rule rule)
    {
        var text = new StringBuilder();
        Add("id", rule.Id);
        AddWords("title", rule.Title);
        AddWords("starts", rule.Starts);
        Add("article", rule.Article);
        AddLength("length", rule.Length, rule.Unit);
        if (rule.Extension is { } extension)
        {
            AddLength("extension", extension.Length, extension.Unit);
            AddWords("approver", extension.Approver);
            Add("times", extension.Times?.ToString(CultureInfo.InvariantCulture) ?? "unlimited");
        }

        foreach (var pause in rule.Pauses) AddWords("pause." + pause.Code, pause.Name);
        if (rule.Restarts is { } restarts) AddWords("restarts", restarts);
        if (rule.Relief is { } relief) Add("relief", relief);
        if (rule.Transition == Transition.Running) Add("transition", "running");
        Add("roll-over", rule.RollOver ? "true" : "false");
        Add("from-the-moment", rule.FromTheMoment ? "true" : "false");
        AddWords("then", rule.Then);
        Add("from", Iso(rule.From));
        Add("until", rule.Until is { } until ? Iso(until) : "");
        Add("verified", rule.Verified ? "true" : "false");
        AddWords("source", rule.Source);
        return text.ToString();

        void Add(string key, string value) =>
            text.Append(key).Append(": ")
                .Append(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal))
                .Append('\n');

        void AddWords(string key, Words words)
        {
            Add(key + ".zh", words.Zh);
            Add(key + ".en", words.En);
        }

        void AddLength(string key, int length, PeriodUnit unit) =>
            Add(key, string.Create(CultureInfo.InvariantCulture, $"{length} {unit}"));
    }

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
