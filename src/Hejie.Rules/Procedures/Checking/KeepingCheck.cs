namespace Hejie.Rules.Procedures.Checking;

/// <summary>Every procedure says how long its matters' people are kept, and no longer than a file can be needed.</summary>
internal static class KeepingCheck
{
    /// <summary>As long as courts keep a file for long; what is kept for ever forgets nobody.</summary>
    private const int MostYears = 60;

    /// <summary>What was unfounded is gone within a season: long enough to ask for another look, too short to be used.</summary>
    private const int MostDays = 90;

    public static void Check(Subject subject)
    {
        var top = subject.Maps.Top;
        if (subject.Procedure.Keeps is not { } keeps)
        {
            top.Problem("keeps", "it is not said how long its people are kept once a matter has ended: add 'keeps: {years: …, article: …, verified: …}'");
            return;
        }

        if (keeps.Days is not null && keeps.Years != 0)
            top.Problem("keeps", "people are kept for days or for years, and not for both: drop one");
        if (keeps.Days is < 1 or > MostDays)
            top.Problem("keeps", $"people are kept for {keeps.Days} days from the filing; between 1 and {MostDays} can be said");
        if (keeps is { Days: not null, ByLaw: true })
            top.Problem("keeps", "what is kept for days from its filing is gone then, whoever asks: drop 'by-law'");
        if (keeps.Days is null && (keeps.Years is < 1 or > MostYears))
            top.Problem("keeps", $"people are kept for {keeps.Years} years; between 1 and {MostYears} can be said");
        if (keeps.UnfoundedDays is < 1 or > MostDays)
            top.Problem("keeps", $"what was unfounded stays sealed for {keeps.UnfoundedDays} days; between 1 and {MostDays} can be said");
        var erases = subject.States.Any(state => state.Erases);
        if (erases && keeps.UnfoundedDays is null)
            top.Problem("keeps", "a state is erased and it is not said after how many days: add 'unfounded-days'");
        if (!erases && keeps.UnfoundedDays is not null)
            top.Problem("keeps", "'unfounded-days' is said and no state is erased: drop it, or say 'erases: true' in the ending that is meant");
    }
}
