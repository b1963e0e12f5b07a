using Hejie.Rules.Guide;

namespace Hejie.Matters.Intake;

/// <summary>The pictures of the doors, as lines on a ground of 44 by 44.</summary>
internal static class DoorPictures
{
    public const string Unknown = "M17 18a5 5 0 1 1 7 4.600c-1.500.8-2 1.700-2 3.400M22 31v.5";

    public static string Of(DoorPicture picture) => picture switch
    {
        DoorPicture.Dispute => "M11 26c4-7 8-7 11-3s7 4 11-3M14 30h16",
        DoorPicture.Speech => "M10 14h24v16H20l-6 5v-5h-4z",
        DoorPicture.Shield => "M22 10l10 4v8c0 7-5 10-10 12-5-2-10-5-10-12v-8z",
        DoorPicture.Scales => "M22 11v22M13 16h18M13 16l-4 9h8zM31 16l-4 9h8z",
        DoorPicture.Danger => "M22 11l13 22H9zM22 20v6M22 29.5v.5",
        DoorPicture.Paper => "M14 10h11l6 6v18H14zM25 10v6h6M18 22h9M18 27h9",
        DoorPicture.House => "M10 22l12-11 12 11M14 19v14h16V19M20 33v-8h4v8",
        _ => throw new ArgumentOutOfRangeException(nameof(picture)),
    };
}
