using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hejie.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SeeingTheWhole : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "figure_counts",
                columns: table => new
                {
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    grain = table.Column<int>(type: "INTEGER", nullable: false),
                    period = table.Column<int>(type: "INTEGER", nullable: false),
                    subject = table.Column<long>(type: "INTEGER", nullable: false),
                    procedure = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    filed = table.Column<int>(type: "INTEGER", nullable: false),
                    accepted = table.Column<int>(type: "INTEGER", nullable: false),
                    ended = table.Column<int>(type: "INTEGER", nullable: false),
                    solved = table.Column<int>(type: "INTEGER", nullable: false),
                    on_time = table.Column<int>(type: "INTEGER", nullable: false),
                    solved_at_once = table.Column<int>(type: "INTEGER", nullable: false),
                    reopened = table.Column<int>(type: "INTEGER", nullable: false),
                    late = table.Column<int>(type: "INTEGER", nullable: false),
                    open = table.Column<int>(type: "INTEGER", nullable: false),
                    overdue = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_figure_counts", x => new { x.county, x.grain, x.period, x.subject, x.procedure, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "figure_durations",
                columns: table => new
                {
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    grain = table.Column<int>(type: "INTEGER", nullable: false),
                    period = table.Column<int>(type: "INTEGER", nullable: false),
                    subject = table.Column<long>(type: "INTEGER", nullable: false),
                    procedure = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    to_end = table.Column<bool>(type: "INTEGER", nullable: false),
                    days = table.Column<int>(type: "INTEGER", nullable: false),
                    matters = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_figure_durations", x => new { x.county, x.grain, x.period, x.subject, x.procedure, x.kind, x.to_end, x.days });
                });

            migrationBuilder.CreateTable(
                name: "figure_facts",
                columns: table => new
                {
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    matter = table.Column<Guid>(type: "TEXT", nullable: false),
                    procedure = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    place = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", nullable: false),
                    outcome = table.Column<int>(type: "INTEGER", nullable: false),
                    closing = table.Column<bool>(type: "INTEGER", nullable: false),
                    channel = table.Column<int>(type: "INTEGER", nullable: false),
                    owner = table.Column<int>(type: "INTEGER", nullable: false),
                    about = table.Column<int>(type: "INTEGER", nullable: true),
                    restricted = table.Column<bool>(type: "INTEGER", nullable: false),
                    opened = table.Column<int>(type: "INTEGER", nullable: false),
                    accepted = table.Column<int>(type: "INTEGER", nullable: true),
                    first_closed = table.Column<int>(type: "INTEGER", nullable: true),
                    ended = table.Column<int>(type: "INTEGER", nullable: true),
                    late = table.Column<int>(type: "INTEGER", nullable: true),
                    done_late = table.Column<bool>(type: "INTEGER", nullable: false),
                    passed = table.Column<string>(type: "TEXT", nullable: true),
                    reopened = table.Column<int>(type: "INTEGER", nullable: false),
                    reopened_day = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_figure_facts", x => new { x.county, x.matter });
                });

            migrationBuilder.CreateTable(
                name: "figure_flows",
                columns: table => new
                {
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    month = table.Column<int>(type: "INTEGER", nullable: false),
                    place = table.Column<long>(type: "INTEGER", nullable: false),
                    procedure = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    sender = table.Column<int>(type: "INTEGER", nullable: false),
                    receiver = table.Column<int>(type: "INTEGER", nullable: false),
                    hops = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_figure_flows", x => new { x.county, x.month, x.place, x.procedure, x.kind, x.sender, x.receiver });
                });

            migrationBuilder.CreateTable(
                name: "figure_hops",
                columns: table => new
                {
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    matter = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    nth = table.Column<int>(type: "INTEGER", nullable: false),
                    day = table.Column<int>(type: "INTEGER", nullable: false),
                    sender = table.Column<int>(type: "INTEGER", nullable: false),
                    receiver = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_figure_hops", x => new { x.county, x.matter, x.number, x.nth });
                });

            migrationBuilder.CreateTable(
                name: "import_mappings",
                columns: table => new
                {
                    body = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    post = table.Column<int>(type: "INTEGER", nullable: false),
                    kept = table.Column<long>(type: "INTEGER", nullable: false),
                    mapping = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_mappings", x => new { x.body, x.name, x.version });
                });

            migrationBuilder.CreateTable(
                name: "import_runs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    body = table.Column<int>(type: "INTEGER", nullable: false),
                    post = table.Column<int>(type: "INTEGER", nullable: false),
                    mapping = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    started = table.Column<long>(type: "INTEGER", nullable: false),
                    changed = table.Column<long>(type: "INTEGER", nullable: false),
                    finished = table.Column<long>(type: "INTEGER", nullable: true),
                    rows = table.Column<int>(type: "INTEGER", nullable: false),
                    taken = table.Column<int>(type: "INTEGER", nullable: false),
                    there = table.Column<int>(type: "INTEGER", nullable: false),
                    refused = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "imported",
                columns: table => new
                {
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    key = table.Column<Guid>(type: "TEXT", nullable: false),
                    matter = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_imported", x => new { x.county, x.key });
                });

            migrationBuilder.CreateTable(
                name: "published_cells",
                columns: table => new
                {
                    table = table.Column<string>(type: "TEXT", nullable: false),
                    month = table.Column<int>(type: "INTEGER", nullable: false),
                    area = table.Column<int>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    channel = table.Column<int>(type: "INTEGER", nullable: false),
                    outcome = table.Column<int>(type: "INTEGER", nullable: false),
                    lateness = table.Column<int>(type: "INTEGER", nullable: false),
                    value = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_published_cells", x => new { x.table, x.month, x.area, x.code, x.channel, x.outcome, x.lateness });
                });

            migrationBuilder.CreateTable(
                name: "published_months",
                columns: table => new
                {
                    table = table.Column<string>(type: "TEXT", nullable: false),
                    month = table.Column<int>(type: "INTEGER", nullable: false),
                    definition = table.Column<string>(type: "TEXT", nullable: false),
                    published = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_published_months", x => new { x.table, x.month });
                });

            migrationBuilder.CreateTable(
                name: "reports",
                columns: table => new
                {
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    body = table.Column<int>(type: "INTEGER", nullable: false),
                    template = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    until = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    made = table.Column<long>(type: "INTEGER", nullable: false),
                    made_by = table.Column<int>(type: "INTEGER", nullable: false),
                    released = table.Column<long>(type: "INTEGER", nullable: true),
                    released_by = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reports", x => new { x.county, x.id });
                });

            migrationBuilder.CreateTable(
                name: "rises",
                columns: table => new
                {
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    week = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    place = table.Column<long>(type: "INTEGER", nullable: false),
                    procedure = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    count = table.Column<int>(type: "INTEGER", nullable: false),
                    expected = table.Column<double>(type: "REAL", nullable: false),
                    chance = table.Column<double>(type: "REAL", nullable: false),
                    working_days = table.Column<int>(type: "INTEGER", nullable: false),
                    season = table.Column<double>(type: "REAL", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rises", x => new { x.county, x.week, x.place, x.procedure, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "search_rows",
                columns: table => new
                {
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    matter = table.Column<Guid>(type: "TEXT", nullable: false),
                    opened = table.Column<long>(type: "INTEGER", nullable: false),
                    print = table.Column<long>(type: "INTEGER", nullable: false),
                    document = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_search_rows", x => new { x.county, x.matter });
                });

            migrationBuilder.CreateTable(
                name: "week_counts",
                columns: table => new
                {
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    week = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    place = table.Column<long>(type: "INTEGER", nullable: false),
                    procedure = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_week_counts", x => new { x.county, x.week, x.place, x.procedure, x.kind });
                });

            migrationBuilder.CreateIndex(
                name: "ix_figure_facts_county_about",
                table: "figure_facts",
                columns: new[] { "county", "about" },
                filter: "about is not null");

            migrationBuilder.CreateIndex(
                name: "ix_figure_facts_county_accepted_procedure",
                table: "figure_facts",
                columns: new[] { "county", "accepted", "procedure" },
                filter: "accepted is not null");

            migrationBuilder.CreateIndex(
                name: "ix_figure_facts_county_ended_procedure",
                table: "figure_facts",
                columns: new[] { "county", "ended", "procedure" },
                filter: "ended is not null");

            migrationBuilder.CreateIndex(
                name: "ix_figure_facts_county_late",
                table: "figure_facts",
                columns: new[] { "county", "late" },
                filter: "late is not null");

            migrationBuilder.CreateIndex(
                name: "ix_figure_facts_county_owner_opened",
                table: "figure_facts",
                columns: new[] { "county", "owner", "opened" });

            migrationBuilder.CreateIndex(
                name: "ix_figure_facts_county_place_opened",
                table: "figure_facts",
                columns: new[] { "county", "place", "opened" });

            migrationBuilder.CreateIndex(
                name: "ix_figure_facts_county_procedure_kind_opened",
                table: "figure_facts",
                columns: new[] { "county", "procedure", "kind", "opened" });

            migrationBuilder.CreateIndex(
                name: "ix_figure_facts_county_reopened_day",
                table: "figure_facts",
                columns: new[] { "county", "reopened_day" },
                filter: "reopened_day is not null");

            migrationBuilder.CreateIndex(
                name: "ix_figure_facts_open",
                table: "figure_facts",
                columns: new[] { "county", "outcome", "place" },
                filter: "ended is null");

            migrationBuilder.CreateIndex(
                name: "ix_figure_hops_county_day",
                table: "figure_hops",
                columns: new[] { "county", "day" });

            migrationBuilder.CreateIndex(
                name: "ix_import_runs_body_started",
                table: "import_runs",
                columns: new[] { "body", "started" });

            migrationBuilder.CreateIndex(
                name: "ix_reports_county_body_template_from",
                table: "reports",
                columns: new[] { "county", "body", "template", "from" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "figure_counts");

            migrationBuilder.DropTable(
                name: "figure_durations");

            migrationBuilder.DropTable(
                name: "figure_facts");

            migrationBuilder.DropTable(
                name: "figure_flows");

            migrationBuilder.DropTable(
                name: "figure_hops");

            migrationBuilder.DropTable(
                name: "import_mappings");

            migrationBuilder.DropTable(
                name: "import_runs");

            migrationBuilder.DropTable(
                name: "imported");

            migrationBuilder.DropTable(
                name: "published_cells");

            migrationBuilder.DropTable(
                name: "published_months");

            migrationBuilder.DropTable(
                name: "reports");

            migrationBuilder.DropTable(
                name: "rises");

            migrationBuilder.DropTable(
                name: "search_rows");

            migrationBuilder.DropTable(
                name: "week_counts");
        }
    }
}
