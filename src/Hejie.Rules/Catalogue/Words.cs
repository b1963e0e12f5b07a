namespace Hejie.Rules.Catalogue;

/// <summary>One text for people, complete in both languages.</summary>
/// <param name="Zh">Simplified Chinese.</param>
/// <param name="En">English.</param>
public sealed record Words(string Zh, string En)
{
    /// <summary>The text in the language asked for.</summary>
    public string In(Language language) => language == Language.English ? En : Zh;
}
