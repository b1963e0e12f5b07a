using System.Text.Json.Serialization;
using Hejie.Rules.Catalogue;

namespace Hejie.Operations.Health;

/// <summary>How a thing is.</summary>
internal enum Condition
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>It works, and somebody should know.</summary>
    Odd,

    /// <summary>It does not work, or will not for long.</summary>
    Bad,
}

/// <summary>What a check found.</summary>
/// <param name="Condition">How it is.</param>
/// <param name="Code">What it is; what was found is told by <c>doctor.CODE</c>, what to do by <c>doctor.CODE.do</c>.</param>
/// <param name="Values">What the words need.</param>
internal sealed record Finding(Condition Condition, string Code, params IReadOnlyList<object?> Values)
{
    public static Finding Good(string code, params IReadOnlyList<object?> values) => new(Condition.Good, code, values);

    public static Finding Odd(string code, params IReadOnlyList<object?> values) => new(Condition.Odd, code, values);

    public static Finding Bad(string code, params IReadOnlyList<object?> values) => new(Condition.Bad, code, values);
}

/// <summary>A check of an installation. It changes nothing.</summary>
internal interface ICheck
{
    Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel);
}

/// <summary>A finding for programs.</summary>
/// <param name="Condition">How it is.</param>
/// <param name="Code">The stable code.</param>
/// <param name="Found">What was found, in both languages.</param>
/// <param name="Do">What to do about it; nothing where it is good.</param>
internal sealed record FindingBody(Condition Condition, string Code, Words Found, Words? Do);

/// <summary>All that was found.</summary>
/// <param name="Well">Whether nothing is bad.</param>
/// <param name="Findings">The findings.</param>
internal sealed record HealthBody(bool Well, IReadOnlyList<FindingBody> Findings);

[JsonSerializable(typeof(HealthBody))]
internal sealed partial class HealthJson : JsonSerializerContext;
