namespace Hejie.Rules.Catalogue;

/// <summary>The languages of the interface; each text is complete in both.</summary>
public enum Language
{
    /// <summary>Simplified Chinese (zh-CN), the first language.</summary>
    Chinese,

    /// <summary>English.</summary>
    English,
}
