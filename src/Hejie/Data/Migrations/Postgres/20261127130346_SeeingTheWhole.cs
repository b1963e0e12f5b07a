using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hejie.Data.Migrations.Postgres
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
                    county = table.Column<int>(type: "integer", nullable: false),
                    grain = table.Column<int>(type: "integer", nullable: false),
                    period = table.Column<int>(type: "integer", nullable: false),
                    subject = table.Column<long>(type: "bigint", nullable: false),
                    procedure = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    filed = table.Column<int>(type: "integer", nullable: false),
                    accepted = table.Column<int>(type: "integer", nullable: false),
                    ended = table.Column<int>(type: "integer", nullable: false),
                    solved = table.Column<int>(type: "integer", nullable: false),
                    on_time = table.Column<int>(type: "integer", nullable: false),
                    solved_at_once = table.Column<int>(type: "integer", nullable: false),
                    reopened = table.Column<int>(type: "integer", nullable: false),
                    late = table.Column<int>(type: "integer", nullable: false),
                    open = table.Column<int>(type: "integer", nullable: false),
                    overdue = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_figure_counts", x => new { x.county, x.grain, x.period, x.subject, x.procedure, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "figure_durations",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    grain = table.Column<int>(type: "integer", nullable: false),
                    period = table.Column<int>(type: "integer", nullable: false),
                    subject = table.Column<long>(type: "bigint", nullable: false),
                    procedure = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    to_end = table.Column<bool>(type: "boolean", nullable: false),
                    days = table.Column<int>(type: "integer", nullable: false),
                    matters = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_figure_durations", x => new { x.county, x.grain, x.period, x.subject, x.procedure, x.kind, x.to_end, x.days });
                });

            migrationBuilder.CreateTable(
                name: "figure_facts",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    matter = table.Column<Guid>(type: "uuid", nullable: false),
                    procedure = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    place = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    outcome = table.Column<int>(type: "integer", nullable: false),
                    closing = table.Column<bool>(type: "boolean", nullable: false),
                    channel = table.Column<int>(type: "integer", nullable: false),
                    owner = table.Column<int>(type: "integer", nullable: false),
                    about = table.Column<int>(type: "integer", nullable: true),
                    restricted = table.Column<bool>(type: "boolean", nullable: false),
                    opened = table.Column<int>(type: "integer", nullable: false),
                    accepted = table.Column<int>(type: "integer", nullable: true),
                    first_closed = table.Column<int>(type: "integer", nullable: true),
                    ended = table.Column<int>(type: "integer", nullable: true),
                    late = table.Column<int>(type: "integer", nullable: true),
                    done_late = table.Column<bool>(type: "boolean", nullable: false),
                    passed = table.Column<string>(type: "text", nullable: true),
                    reopened = table.Column<int>(type: "integer", nullable: false),
                    reopened_day = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_figure_facts", x => new { x.county, x.matter });
                });

            migrationBuilder.CreateTable(
                name: "figure_flows",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    month = table.Column<int>(type: "integer", nullable: false),
                    place = table.Column<long>(type: "bigint", nullable: false),
                    procedure = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    sender = table.Column<int>(type: "integer", nullable: false),
                    receiver = table.Column<int>(type: "integer", nullable: false),
                    hops = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_figure_flows", x => new { x.county, x.month, x.place, x.procedure, x.kind, x.sender, x.receiver });
                });

            migrationBuilder.CreateTable(
                name: "figure_hops",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    matter = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    nth = table.Column<int>(type: "integer", nullable: false),
                    day = table.Column<int>(type: "integer", nullable: false),
                    sender = table.Column<int>(type: "integer", nullable: false),
                    receiver = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_figure_hops", x => new { x.county, x.matter, x.number, x.nth });
                });

            migrationBuilder.CreateTable(
                name: "import_mappings",
                columns: table => new
                {
                    body = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    post = table.Column<int>(type: "integer", nullable: false),
                    kept = table.Column<long>(type: "bigint", nullable: false),
                    mapping = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_mappings", x => new { x.body, x.name, x.version });
                });

            migrationBuilder.CreateTable(
                name: "import_runs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    body = table.Column<int>(type: "integer", nullable: false),
                    post = table.Column<int>(type: "integer", nullable: false),
                    mapping = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    started = table.Column<long>(type: "bigint", nullable: false),
                    changed = table.Column<long>(type: "bigint", nullable: false),
                    finished = table.Column<long>(type: "bigint", nullable: true),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    taken = table.Column<int>(type: "integer", nullable: false),
                    there = table.Column<int>(type: "integer", nullable: false),
                    refused = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_import_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "imported",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    key = table.Column<Guid>(type: "uuid", nullable: false),
                    matter = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_imported", x => new { x.county, x.key });
                });

            migrationBuilder.CreateTable(
                name: "published_cells",
                columns: table => new
                {
                    table = table.Column<string>(type: "text", nullable: false),
                    month = table.Column<int>(type: "integer", nullable: false),
                    area = table.Column<int>(type: "integer", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    channel = table.Column<int>(type: "integer", nullable: false),
                    outcome = table.Column<int>(type: "integer", nullable: false),
                    lateness = table.Column<int>(type: "integer", nullable: false),
                    value = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_published_cells", x => new { x.table, x.month, x.area, x.code, x.channel, x.outcome, x.lateness });
                });

            migrationBuilder.CreateTable(
                name: "published_months",
                columns: table => new
                {
                    table = table.Column<string>(type: "text", nullable: false),
                    month = table.Column<int>(type: "integer", nullable: false),
                    definition = table.Column<string>(type: "text", nullable: false),
                    published = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_published_months", x => new { x.table, x.month });
                });

            migrationBuilder.CreateTable(
                name: "reports",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    body = table.Column<int>(type: "integer", nullable: false),
                    template = table.Column<string>(type: "text", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    note = table.Column<string>(type: "text", nullable: true),
                    made = table.Column<long>(type: "bigint", nullable: false),
                    made_by = table.Column<int>(type: "integer", nullable: false),
                    released = table.Column<long>(type: "bigint", nullable: true),
                    released_by = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reports", x => new { x.county, x.id });
                });

            migrationBuilder.CreateTable(
                name: "rises",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    week = table.Column<DateOnly>(type: "date", nullable: false),
                    place = table.Column<long>(type: "bigint", nullable: false),
                    procedure = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false),
                    expected = table.Column<double>(type: "double precision", nullable: false),
                    chance = table.Column<double>(type: "double precision", nullable: false),
                    working_days = table.Column<int>(type: "integer", nullable: false),
                    season = table.Column<double>(type: "double precision", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rises", x => new { x.county, x.week, x.place, x.procedure, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "search_rows",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    matter = table.Column<Guid>(type: "uuid", nullable: false),
                    opened = table.Column<long>(type: "bigint", nullable: false),
                    print = table.Column<long>(type: "bigint", nullable: false),
                    document = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_search_rows", x => new { x.county, x.matter });
                });

            migrationBuilder.CreateTable(
                name: "week_counts",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    week = table.Column<DateOnly>(type: "date", nullable: false),
                    place = table.Column<long>(type: "bigint", nullable: false),
                    procedure = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false)
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
