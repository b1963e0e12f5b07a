using Hejie.Rules.Catalogue;

namespace Hejie.Rules.Time;

/// <summary>A reason for which a period stands still, such as a hearing (信访工作条例 36).</summary>
/// <param name="Code">What a pause of this kind is named by.</param>
/// <param name="Name">Its name for people.</param>
public sealed record PauseKind(string Code, Words Name);
