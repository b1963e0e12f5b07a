namespace Hejie.Rules.Procedures;

/// <summary>A role that a post can have. The list is closed: a role is a bundle of permissions, not a title.</summary>
public enum Role
{
    /// <summary>Duty officer (值班员) of a centre or body: receives, routes, watches the clocks.</summary>
    DutyOfficer,

    /// <summary>Mediator (调解员).</summary>
    Mediator,

    /// <summary>Liaison (联络员) of a court, procuratorate, police, justice or petition body.</summary>
    Liaison,

    /// <summary>Lead (领导) of a body: approves extensions, supervises.</summary>
    Lead,

    /// <summary>Grid worker (网格员).</summary>
    GridWorker,

    /// <summary>Hotline or counter clerk (窗口人员).</summary>
    Clerk,

    /// <summary>Analyst (分析员): figures without persons.</summary>
    Analyst,

    /// <summary>Auditor (审计员): checks that nothing was changed or hidden.</summary>
    Auditor,

    /// <summary>System administrator (系统管理员): runs the installation, opens no matter.</summary>
    Administrator,

    /// <summary>Security administrator (安全管理员): who may do what; opens no matter.</summary>
    SecurityAdministrator,
}

/// <summary>What a person is to a matter.</summary>
public enum PartyRole
{
    /// <summary>Who filed the matter (申请人).</summary>
    Filer,

    /// <summary>The other side (被申请人).</summary>
    Respondent,

    /// <summary>A third person whom the result concerns (第三人).</summary>
    Third,
}

/// <summary>Who makes a move. Staff never act as a party: the two are different types, and no conversion exists.</summary>
public abstract record Actor
{
    private Actor()
    {
    }

    /// <summary>A post of a body, held by a member of staff.</summary>
    /// <param name="Body">The body.</param>
    /// <param name="Post">The post; the person behind it is never in the journal's clear text.</param>
    /// <param name="Role">The post's role.</param>
    public sealed record Staff(int Body, int Post, Role Role) : Actor;

    /// <summary>A party of the matter, by ordinal, come in with their own code.</summary>
    public sealed record Party(int Ordinal, PartyRole Role) : Actor;

    /// <summary>The system itself: a clock that passed.</summary>
    public sealed record System : Actor;
}
