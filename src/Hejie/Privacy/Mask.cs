namespace Hejie.Privacy;

/// <summary>The one place that masks who somebody is, wherever it must be recognised and need not be read: lists, confirmations, the console.</summary>
internal static class Mask
{
    private const int Shown = 4;

    /// <summary>A telephone by its ends: 199****1234. A short one shows its end alone.</summary>
    public static string Telephone(string telephone) =>
        telephone.Length <= Shown ? new string('*', telephone.Length)
        : telephone.Length < 11 ? new string('*', telephone.Length - Shown) + telephone[^Shown..]
        : telephone[..3] + new string('*', telephone.Length - 3 - Shown) + telephone[^Shown..];

    /// <summary>A name by its first character: 杨**.</summary>
    public static string Name(string name) =>
        name.Length == 0 ? "" : name[..(char.IsHighSurrogate(name[0]) && name.Length > 1 ? 2 : 1)] + "**";
}
