using Hejie.Rules.Places;

namespace Hejie.Statistics;

/// <summary>At which grain matters are summed. Numbers are stored and never used again.</summary>
internal static class Grain
{
    /// <summary>A county, township or village × a month × a procedure; <see cref="Place"/> says which level.</summary>
    public const int PlaceMonth = 10;

    /// <summary>The same by kinds.</summary>
    public const int PlaceMonthKind = 20;

    /// <summary>A county or township × a day × a procedure.</summary>
    public const int PlaceDay = 30;

    /// <summary>A body × a month × a procedure.</summary>
    public const int BodyMonth = 40;

    /// <summary>The same by kinds.</summary>
    public const int BodyMonthKind = 50;

    /// <summary>A body × a day × a procedure.</summary>
    public const int BodyDay = 60;

    /// <summary>A channel and an outcome × a month × a kind, of a county.</summary>
    public const int WayMonth = 70;

    /// <summary>What went from body to body of a county or township × a month × a procedure.</summary>
    public const int FlowMonth = 80;

    /// <summary>The same by kinds.</summary>
    public const int FlowMonthKind = 90;

    /// <summary>In SQL: the channel of a subject of <see cref="WayMonth"/>.</summary>
    public const string ChannelOf = "(subject / 16)";

    /// <summary>In SQL: its outcome.</summary>
    public const string OutcomeOf = "(subject % 16)";

    private const int Outcomes = 16;

    /// <summary>A grain of places at a level.</summary>
    public static int Place(int grain, PlaceLevel level) => grain + (int)level;

    /// <summary>The subject of <see cref="WayMonth"/>.</summary>
    public static long Way(int channel, int outcome) => (channel * Outcomes) + outcome;
}
