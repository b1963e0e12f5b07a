using Hejie.Rules.Procedures;
using Hejie.Ui;

namespace Hejie.Matters.Reading;

/// <summary>The kind of a matter in a list: its name without the examples that help a resident choose.</summary>
internal static class KindWords
{
    public static string Of(Procedure procedure, string kind, IWords words)
    {
        var label = procedure.Kinds.FirstOrDefault(option => option.Code == kind) is { } option ? words[option.Label] : kind;
        var bracket = label.IndexOfAny(['（', '(']);
        return bracket > 0 ? label[..bracket].TrimEnd() : label;
    }
}
