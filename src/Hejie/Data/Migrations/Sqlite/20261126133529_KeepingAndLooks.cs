using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hejie.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class KeepingAndLooks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "no_messages",
                table: "parties",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "ended",
                table: "matters",
                type: "INTEGER",
                nullable: true);

            // What nothing waits on any more has ended, with its last entry.
            migrationBuilder.Sql("update matters set ended = changed where not exists (select 1 from work where work.county = matters.county and work.matter = matters.id)");

            migrationBuilder.CreateTable(
                name: "alerts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    post = table.Column<int>(type: "INTEGER", nullable: false),
                    place = table.Column<long>(type: "INTEGER", nullable: false),
                    rule = table.Column<string>(type: "TEXT", nullable: false),
                    count = table.Column<int>(type: "INTEGER", nullable: false),
                    matters = table.Column<string>(type: "TEXT", nullable: false),
                    first = table.Column<long>(type: "INTEGER", nullable: false),
                    last = table.Column<long>(type: "INTEGER", nullable: false),
                    raised = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alerts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "looks",
                columns: table => new
                {
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    matter = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    post = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_looks", x => new { x.county, x.matter, x.number });
                });

            migrationBuilder.CreateIndex(
                name: "ix_matters_county_procedure_ended",
                table: "matters",
                columns: new[] { "county", "procedure", "ended" },
                filter: "ended is not null");

            migrationBuilder.CreateIndex(
                name: "ix_alerts_place_raised",
                table: "alerts",
                columns: new[] { "place", "raised" });

            migrationBuilder.CreateIndex(
                name: "ix_alerts_post_rule_first",
                table: "alerts",
                columns: new[] { "post", "rule", "first" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_looks_at",
                table: "looks",
                column: "at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "alerts");

            migrationBuilder.DropTable(
                name: "looks");

            migrationBuilder.DropIndex(
                name: "ix_matters_county_procedure_ended",
                table: "matters");

            migrationBuilder.DropColumn(
                name: "no_messages",
                table: "parties");

            migrationBuilder.DropColumn(
                name: "ended",
                table: "matters");
        }
    }
}
