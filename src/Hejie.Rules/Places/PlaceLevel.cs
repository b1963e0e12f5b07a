namespace Hejie.Rules.Places;

/// <summary>The levels of the tree of places, from the widest to the smallest.</summary>
public enum PlaceLevel
{
    /// <summary>州, 市: a prefecture, such as 532900000000.</summary>
    Prefecture,

    /// <summary>县, 县级市, 区: a county, such as 532901000000.</summary>
    County,

    /// <summary>乡, 镇, 街道: a township, such as 532901102000.</summary>
    Township,

    /// <summary>村, 社区: a village or community, such as 532901102201.</summary>
    Village,

    /// <summary>网格: a grid cell of a village, the last three of 15 digits.</summary>
    Cell,
}
