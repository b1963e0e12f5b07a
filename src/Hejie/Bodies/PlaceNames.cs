using System.Globalization;
using Hejie.Rules.Places;

namespace Hejie.Bodies;

/// <summary>Places as people say them: 喜洲村, not 喜洲村民委员会.</summary>
internal static class PlaceNames
{
    /// <summary>A name without white space and what cannot be seen, as places are written and sought.</summary>
    public static string Plain(string typed) =>
        new([.. typed.Where(character => !char.IsWhiteSpace(character) && !char.IsControl(character) && char.GetUnicodeCategory(character) != UnicodeCategory.Format)]);

    public static string Short(string official) => PlaceForms.Village(official);
}
