namespace Hejie.Supervision.Safeguards;

/// <summary>How far a safeguard stands in this version.</summary>
internal enum SafeguardState
{
    /// <summary>It holds for all that this version does.</summary>
    Built,

    /// <summary>It holds for a part; the rest comes with a module that is not built yet.</summary>
    Part,

    /// <summary>What it guards is not built yet.</summary>
    Waiting,
}

/// <summary>One of the ten safeguards that keep Hejie from being turned on people: its words stand under <c>rights.NUMBER</c>.</summary>
/// <param name="Number">From 1 to 10.</param>
/// <param name="State">How far it stands.</param>
/// <param name="Tests">The classes of tests that hold it; a test holds that each is there.</param>
internal sealed record Safeguard(int Number, SafeguardState State, IReadOnlyList<string> Tests)
{
    /// <summary>All ten.</summary>
    public static IReadOnlyList<Safeguard> All { get; } =
    [
        new(1, SafeguardState.Built, ["PlantedStories", "SummaryGuardTests", "SearchStories", "DeskSearchStories", "ForgettingStories", "HandlingStories"]),
        new(2, SafeguardState.Built, ["HostileCatalogueTests", "MutationTests", "ProcedureCheckTests", "CatalogueLogStories"]),
        new(3, SafeguardState.Built, ["ClosingTests", "WithdrawalTests", "PaperSignatureTests", "ProcedureModelTests", "RightsStories", "CounterStories", "HelpingStories", "ArchitectureTests"]),
        new(4, SafeguardState.Built, ["ScopeStories", "SightStories", "SendingOnTests", "ProcedureCheckTests", "ProcedureModelTests", "HelpingStories", "DutyStories", "WebhookStories"]),
        new(5, SafeguardState.Built, ["CellStories", "GridPostTests", "RoundStories", "RoundFileTests", "OrderStories"]),
        new(6, SafeguardState.Built, ["LineGuardTests", "QuickReportStories", "QuickAuditStories", "QuickReportTests", "DangerCheckTests"]),
        new(7, SafeguardState.Built, ["HostileCatalogueTests", "OrderStories", "PressureStories"]),
        new(8, SafeguardState.Built, ["MinorHarmTests", "HomeViolenceTests", "RestrictedStories", "ForgettingStories", "HelpRequestTests"]),
        new(9, SafeguardState.Built, ["LookAlertStories", "UnusualLooksTests", "TrackingStories", "CounterStories", "HelpingStories", "RightsStories", "ArchitectureTests", "CalendarStories", "NoticeBookTests"]),
        new(10, SafeguardState.Built, ["PlantedStories", "ForgettingStories", "BackupStories", "ImportStories", "ImportRosterTests", "RosterGuardTests"]),
    ];
}
