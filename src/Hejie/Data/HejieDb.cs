using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Import;
using Hejie.Journal;
using Hejie.Ledger;
using Hejie.Matters.Desk.Handover;
using Hejie.Matters.Intake;
using Hejie.Matters.Tracking;
using Hejie.Notices;
using Hejie.Notices.Calendars;
using Hejie.Operations;
using Hejie.Operations.Log;
using Hejie.Orders;
using Hejie.Quick;
using Hejie.Reports;
using Hejie.Resources;
using Hejie.Rises;
using Hejie.Rounds;
using Hejie.Search;
using Hejie.Statistics;
using Hejie.Supervision;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Data;

/// <summary>The database. Each module maps its own tables; here they only meet.</summary>
internal abstract class HejieDb(DbContextOptions options) : IdentityUserContext<Account, int>(options), IDataProtectionKeyContext
{
    public DbSet<MatterRow> Matters => Set<MatterRow>();

    public DbSet<EntryRow> Entries => Set<EntryRow>();

    public DbSet<ClockRow> Clocks => Set<ClockRow>();

    public DbSet<WorkRow> Work => Set<WorkRow>();

    public DbSet<PendingRow> Pending => Set<PendingRow>();

    public DbSet<PositionRow> Positions => Set<PositionRow>();

    public DbSet<CursorRow> Cursors => Set<CursorRow>();

    public DbSet<LeaseRow> Leases => Set<LeaseRow>();

    public DbSet<NumberRow> Numbers => Set<NumberRow>();

    public DbSet<AnswerRow> Answers => Set<AnswerRow>();

    public DbSet<LogRow> Logs => Set<LogRow>();

    public DbSet<LogTileRow> LogTiles => Set<LogTileRow>();

    public DbSet<LogIdentityRow> LogIdentity => Set<LogIdentityRow>();

    public DbSet<HandoverRow> Handovers => Set<HandoverRow>();

    public DbSet<PartyRow> Parties => Set<PartyRow>();

    public DbSet<OneTimeCodeRow> OneTimeCodes => Set<OneTimeCodeRow>();

    public DbSet<AttachmentRow> Attachments => Set<AttachmentRow>();

    public DbSet<DraftRow> Drafts => Set<DraftRow>();

    public DbSet<DeliveryRow> Deliveries => Set<DeliveryRow>();

    public DbSet<NoticeRow> Notices => Set<NoticeRow>();

    public DbSet<PreferencesRow> NoticePreferences => Set<PreferencesRow>();

    public DbSet<RosterRow> DutyRosters => Set<RosterRow>();

    public DbSet<CalendarFeedRow> CalendarFeeds => Set<CalendarFeedRow>();

    public DbSet<OrderRow> Orders => Set<OrderRow>();

    public DbSet<OrderPostRow> OrderPosts => Set<OrderPostRow>();

    public DbSet<OrderEventRow> OrderEvents => Set<OrderEventRow>();

    public DbSet<FactRow> Facts => Set<FactRow>();

    public DbSet<CountRow> FigureCounts => Set<CountRow>();

    public DbSet<DurationRow> FigureDurations => Set<DurationRow>();

    public DbSet<HopRow> FigureHops => Set<HopRow>();

    public DbSet<CallRow> FigureCalls => Set<CallRow>();

    public DbSet<FlowRow> FigureFlows => Set<FlowRow>();

    public DbSet<PublishedMonthRow> PublishedMonths => Set<PublishedMonthRow>();

    public DbSet<PublishedCellRow> PublishedCells => Set<PublishedCellRow>();

    public DbSet<PlaceRow> Places => Set<PlaceRow>();

    public DbSet<BodyRow> Bodies => Set<BodyRow>();

    public DbSet<PostRow> Posts => Set<PostRow>();

    public DbSet<AppointmentRow> Appointments => Set<AppointmentRow>();

    public DbSet<ResponsibilityRow> Responsibilities => Set<ResponsibilityRow>();

    public DbSet<LeaveRow> Leaves => Set<LeaveRow>();

    public DbSet<SessionRow> StaffSessions => Set<SessionRow>();

    public DbSet<CatalogueRow> Catalogue => Set<CatalogueRow>();

    public DbSet<CatalogueChangeRow> CatalogueChanges => Set<CatalogueChangeRow>();

    public DbSet<CatalogueProposalRow> CatalogueProposals => Set<CatalogueProposalRow>();

    public DbSet<LookRow> Looks => Set<LookRow>();

    public DbSet<QuickReportRow> QuickReports => Set<QuickReportRow>();

    public DbSet<AlertRow> Alerts => Set<AlertRow>();

    public DbSet<ResourceRow> Resources => Set<ResourceRow>();

    public DbSet<BookingRow> Bookings => Set<BookingRow>();

    public DbSet<ReceptionDayRow> ReceptionDays => Set<ReceptionDayRow>();

    public DbSet<RoundRow> Rounds => Set<RoundRow>();

    public DbSet<RoundPeriodRow> RoundPeriods => Set<RoundPeriodRow>();

    public DbSet<ReportRow> Reports => Set<ReportRow>();

    public DbSet<WeekCountRow> WeekCounts => Set<WeekCountRow>();

    public DbSet<RiseRow> Rises => Set<RiseRow>();

    public DbSet<SearchRow> SearchRows => Set<SearchRow>();

    public DbSet<ImportedRow> Imported => Set<ImportedRow>();

    public DbSet<MappingRow> ImportMappings => Set<MappingRow>();

    public DbSet<ImportRunRow> ImportRuns => Set<ImportRunRow>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(HejieDb).Assembly);
        SnakeCase.Apply(builder.Model);
    }
}

/// <summary>The database in SQLite, with its own migrations.</summary>
internal sealed class SqliteHejieDb(DbContextOptions<SqliteHejieDb> options) : HejieDb(options);

/// <summary>The database in PostgreSQL, with its own migrations.</summary>
internal sealed class PostgresHejieDb(DbContextOptions<PostgresHejieDb> options) : HejieDb(options)
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        // A desk is counted in its index alone, however much waits.
        builder.Entity<WorkRow>().HasIndex(row => new { row.Body, row.Due, row.Matter, row.Number })
            .IncludeProperties(row => new { row.County, row.Kind, row.Post, row.Role, row.WaitsOnResident, row.Restricted });
    }
}
