using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hejie.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Rises : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "rises");

            migrationBuilder.DropTable(
                name: "week_counts");
        }
    }
}
