using System.Text.Json;

namespace Hejie.Rules.Import;

/// <summary>What a column of a table that is kept by hand can tell of a matter. The list is closed: what is none of these is never taken in (safeguard 10).</summary>
public enum ImportField
{
    /// <summary>The number of the matter where it is kept, by which it is known again.</summary>
    Key,

    /// <summary>The day on which it was received or happened. Every row needs one.</summary>
    Date,

    /// <summary>The day on which it ended, as the source says.</summary>
    Ended,

    /// <summary>Where it is.</summary>
    Place,

    /// <summary>The kind within the procedure.</summary>
    Kind,

    /// <summary>What happened, or what is asked for. Every row needs it.</summary>
    What,

    /// <summary>How it stands, or ended, as the source says.</summary>
    Outcome,

    /// <summary>A neutral line for desk and search, without persons.</summary>
    Summary,

    /// <summary>Who asked or complained.</summary>
    FilerName,

    /// <summary>Their telephone.</summary>
    FilerTelephone,

    /// <summary>Their address for service.</summary>
    FilerAddress,

    /// <summary>The other side.</summary>
    OtherName,

    /// <summary>Their telephone.</summary>
    OtherTelephone,

    /// <summary>Their address for service.</summary>
    OtherAddress,
}

/// <summary>The fields' stable codes.</summary>
public static class ImportFields
{
    private static readonly ImportField[] s_all = Enum.GetValues<ImportField>();
    private static readonly Dictionary<string, ImportField> s_byCode = s_all.ToDictionary(Code);

    /// <summary>All fields.</summary>
    public static IReadOnlyList<ImportField> All => s_all;

    /// <summary>Of these several columns may be one answer, joined in their order: county, township, village; what happened, what is asked.</summary>
    public static bool TakesSeveral(ImportField field) => field is ImportField.Place or ImportField.What;

    /// <summary>Whether it tells who somebody is, or how to reach them.</summary>
    public static bool IsPersonal(ImportField field) => field >= ImportField.FilerName;

    /// <summary>The code, such as <c>filer-name</c>.</summary>
    public static string Code(ImportField field) => JsonNamingPolicy.KebabCaseLower.ConvertName(field.ToString());

    /// <summary>The field of a code, or null.</summary>
    public static ImportField? Find(string? code) => code is not null && s_byCode.TryGetValue(code, out var field) ? field : null;
}
