using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hejie.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Rounds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "round_periods",
                columns: table => new
                {
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    plan = table.Column<string>(type: "TEXT", nullable: false),
                    start = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_round_periods", x => new { x.county, x.plan, x.start });
                });

            migrationBuilder.CreateTable(
                name: "rounds",
                columns: table => new
                {
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    plan = table.Column<string>(type: "TEXT", nullable: false),
                    start = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    place = table.Column<long>(type: "INTEGER", nullable: false),
                    body = table.Column<int>(type: "INTEGER", nullable: false),
                    due = table.Column<long>(type: "INTEGER", nullable: false),
                    outcome = table.Column<int>(type: "INTEGER", nullable: false),
                    done = table.Column<long>(type: "INTEGER", nullable: true),
                    post = table.Column<int>(type: "INTEGER", nullable: true),
                    item = table.Column<string>(type: "TEXT", nullable: true),
                    matter = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rounds", x => new { x.county, x.plan, x.start, x.place });
                });

            migrationBuilder.CreateIndex(
                name: "ix_rounds_county_body_due",
                table: "rounds",
                columns: new[] { "county", "body", "due" });

            migrationBuilder.CreateIndex(
                name: "ix_rounds_county_due",
                table: "rounds",
                columns: new[] { "county", "due" },
                filter: "outcome = 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "round_periods");

            migrationBuilder.DropTable(
                name: "rounds");
        }
    }
}
