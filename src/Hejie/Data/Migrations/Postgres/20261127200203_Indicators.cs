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

            migrationBuilder.DropPrimaryKey(
                name: "pk_figure_flows",
                table: "figure_flows");

            migrationBuilder.DropIndex(
                name: "ix_figure_facts_county_about",
                table: "figure_facts");

            migrationBuilder.DropIndex(
                name: "ix_figure_facts_open",
                table: "figure_facts");

            migrationBuilder.DropPrimaryKey(
                name: "pk_figure_durations",
                table: "figure_durations");

            migrationBuilder.DropColumn(
                name: "days",
                table: "figure_durations");

            migrationBuilder.DropColumn(
                name: "matters",
                table: "figure_durations");

            migrationBuilder.AddColumn<int>(
                name: "grain",
                table: "figure_flows",
                type: "integer",
                nullable: false,
                defaultValue: 0);

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

            migrationBuilder.AddColumn<byte[]>(
                name: "histogram",
                table: "figure_durations",
                type: "bytea",
                nullable: false,
                defaultValue: new byte[0]);

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

            migrationBuilder.AddPrimaryKey(
                name: "pk_figure_flows",
                table: "figure_flows",
                columns: new[] { "county", "grain", "month", "place", "procedure", "kind", "sender", "receiver" });

            migrationBuilder.AddPrimaryKey(
                name: "pk_figure_durations",
                table: "figure_durations",
                columns: new[] { "county", "grain", "period", "subject", "procedure", "kind", "to_end" });

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
            migrationBuilder.DropTable(
                name: "figure_calls");

            migrationBuilder.DropPrimaryKey(
                name: "pk_figure_flows",
                table: "figure_flows");

            migrationBuilder.DropIndex(
                name: "ix_figure_facts_about",
                table: "figure_facts");

            migrationBuilder.DropIndex(
                name: "ix_figure_facts_open",
                table: "figure_facts");

            migrationBuilder.DropPrimaryKey(
                name: "pk_figure_durations",
                table: "figure_durations");

            migrationBuilder.DropColumn(
                name: "grain",
                table: "figure_flows");

            migrationBuilder.DropColumn(
                name: "performance",
                table: "figure_facts");

            migrationBuilder.DropColumn(
                name: "rating",
                table: "figure_facts");

            migrationBuilder.DropColumn(
                name: "histogram",
                table: "figure_durations");

            migrationBuilder.DropColumn(
                name: "agreed",
                table: "figure_counts");

            migrationBuilder.DropColumn(
                name: "calls",
                table: "figure_counts");

            migrationBuilder.DropColumn(
                name: "calls_answered",
                table: "figure_counts");

            migrationBuilder.DropColumn(
                name: "performed",
                table: "figure_counts");

            migrationBuilder.DropColumn(
                name: "rated",
                table: "figure_counts");

            migrationBuilder.DropColumn(
                name: "rated_well",
                table: "figure_counts");

            migrationBuilder.AddColumn<int>(
                name: "days",
                table: "figure_durations",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "matters",
                table: "figure_durations",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddPrimaryKey(
                name: "pk_figure_flows",
                table: "figure_flows",
                columns: new[] { "county", "month", "place", "procedure", "kind", "sender", "receiver" });

            migrationBuilder.AddPrimaryKey(
                name: "pk_figure_durations",
                table: "figure_durations",
                columns: new[] { "county", "grain", "period", "subject", "procedure", "kind", "to_end", "days" });

            migrationBuilder.CreateIndex(
                name: "ix_figure_facts_county_about",
                table: "figure_facts",
                columns: new[] { "county", "about" },
                filter: "about is not null");

            migrationBuilder.CreateIndex(
                name: "ix_figure_facts_open",
                table: "figure_facts",
                columns: new[] { "county", "outcome", "place" },
                filter: "ended is null");
        }
    }
}
