using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hejie.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class QuickReports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "quick_reports",
                columns: table => new
                {
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    matter = table.Column<Guid>(type: "TEXT", nullable: false),
                    month = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    place = table.Column<long>(type: "INTEGER", nullable: false),
                    filed = table.Column<long>(type: "INTEGER", nullable: false),
                    about_danger = table.Column<bool>(type: "INTEGER", nullable: true),
                    judged_by = table.Column<int>(type: "INTEGER", nullable: true),
                    judged = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quick_reports", x => new { x.county, x.matter });
                });

            migrationBuilder.CreateIndex(
                name: "ix_quick_reports_county_month",
                table: "quick_reports",
                columns: new[] { "county", "month" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "quick_reports");
        }
    }
}
