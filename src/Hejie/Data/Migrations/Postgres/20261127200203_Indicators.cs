using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hejie.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Indicators : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // What is counted besides is in no row yet: the journal is followed from its beginning once more.
            foreach (var table in new[] { "figure_facts", "figure_counts", "figure_durations", "figure_hops", "figure_flows" })
                migrationBuilder.Sql("delete from " + table);
            migrationBuilder.Sql("delete from cursors where reader = 'figures'");

            // Their keys are other ones now, and they are empty.
            migrationBuilder.DropTable(name: "figure_durations");
            migrationBuilder.DropTable(name: "figure_flows");
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
                    histogram = table.Column<byte[]>(type: "bytea", nullable: false),
                },
                constraints: table => table.PrimaryKey("pk_figure_durations", x => new { x.county, x.grain, x.period, x.subject, x.procedure, x.kind, x.to_end }));
            migrationBuilder.CreateTable(
                name: "figure_flows",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    grain = table.Column<int>(type: "integer", nullable: false),
                    month = table.Column<int>(type: "integer", nullable: false),
                    place = table.Column<long>(type: "bigint", nullable: false),
                    procedure = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    sender = table.Column<int>(type: "integer", nullable: false),
                    receiver = table.Column<int>(type: "integer", nullable: false),
                    hops = table.Column<int>(type: "integer", nullable: false),
                },
                constraints: table => table.PrimaryKey("pk_figure_flows", x => new { x.county, x.grain, x.month, x.place, x.procedure, x.kind, x.sender, x.receiver }));

            migrationBuilder.DropIndex(
                name: "ix_figure_facts_county_about",
                table: "figure_facts");

            migrationBuilder.DropIndex(
                name: "ix_figure_facts_open",
                table: "figure_facts");

            migrationBuilder.AddColumn<int>(
                name: "performance",
                table: "figure_facts",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "rating",
                table: "figure_facts",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "agreed",
                table: "figure_counts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "calls",
                table: "figure_counts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "calls_answered",
                table: "figure_counts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "performed",
                table: "figure_counts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "rated",
                table: "figure_counts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "rated_well",
                table: "figure_counts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "figure_calls",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    matter = table.Column<Guid>(type: "uuid", nullable: false),
                    referral = table.Column<int>(type: "integer", nullable: false),
                    turn = table.Column<int>(type: "integer", nullable: false),
                    body = table.Column<int>(type: "integer", nullable: false),
                    settled = table.Column<int>(type: "integer", nullable: true),
                    late = table.Column<bool>(type: "boolean", nullable: false),
                    passed = table.Column<string>(type: "text", nullable: true),
                    done_late = table.Column<bool>(type: "boolean", nullable: false),
                    over = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_figure_calls", x => new { x.county, x.matter, x.referral, x.turn });
                });

            migrationBuilder.CreateIndex(
                name: "ix_figure_facts_about",
                table: "figure_facts",
                columns: new[] { "county", "about", "matter", "place", "procedure", "kind", "state", "outcome", "channel", "owner", "restricted", "opened", "accepted", "ended", "late", "passed", "reopened", "reopened_day", "rating", "performance" },
                filter: "about is not null");

            migrationBuilder.CreateIndex(
                name: "ix_figure_facts_open",
                table: "figure_facts",
                columns: new[] { "county", "outcome", "place", "procedure", "kind", "state", "owner", "channel", "restricted", "about", "passed" },
                filter: "ended is null");

            migrationBuilder.CreateIndex(
                name: "ix_figure_calls_county_settled",
                table: "figure_calls",
                columns: new[] { "county", "settled" },
                filter: "settled is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // There is no way back: the readers that come before make all of it again from the journal.
            throw new NotSupportedException();
        }
    }
}
