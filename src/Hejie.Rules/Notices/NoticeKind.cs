namespace Hejie.Rules.Notices;

/// <summary>What the staff are told of. Numbers are stored and never used again.</summary>
public enum NoticeKind
{
    /// <summary>Work waits on the body that did not before.</summary>
    WorkNew,

    /// <summary>Another body calls it to a matter.</summary>
    Referral,

    /// <summary>Work is due soon.</summary>
    WorkDue,

    /// <summary>A date that binds the body has passed.</summary>
    Overdue,

    /// <summary>A quick report reached it: a danger.</summary>
    QuickReport,

    /// <summary>A quick order reached it: a danger.</summary>
    Order,

    /// <summary>Somebody of the body tries whether it arrives.</summary>
    Test,
}

/// <summary>By what somebody is told. Numbers are stored and never used again.</summary>
public enum NoticeChannel
{
    /// <summary>A short message.</summary>
    Sms,

    /// <summary>A telephone rings.</summary>
    Voice,

    /// <summary>An e-mail.</summary>
    Email,

    /// <summary>A robot in a group of colleagues, or another program.</summary>
    Webhook,
}

/// <summary>The hours in which nobody is disturbed, but for a danger. They may run over midnight.</summary>
/// <param name="From">When they begin.</param>
/// <param name="Until">When they end.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly Until)
{
    /// <summary>The end of the quiet hours that a moment lies in, Asia/Shanghai; null where it lies in none.</summary>
    public DateTime? EndAfter(DateTime wall)
    {
        var at = TimeOnly.FromDateTime(wall);
        if (From == Until || !at.IsBetween(From, Until))
            return null;
        return DateOnly.FromDateTime(at < Until ? wall : wall.AddDays(1)).ToDateTime(Until);
    }
}
