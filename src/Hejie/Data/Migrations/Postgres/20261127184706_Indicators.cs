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

            migrationBuilder.DropColumn(
                name: "performance",
                table: "figure_facts");

            migrationBuilder.DropColumn(
                name: "rating",
                table: "figure_facts");

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
        }
    }
}
