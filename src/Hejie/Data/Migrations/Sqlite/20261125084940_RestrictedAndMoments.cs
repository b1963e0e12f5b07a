using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hejie.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RestrictedAndMoments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_clocks_county_status_due",
                table: "clocks");

            migrationBuilder.AddColumn<bool>(
                name: "restricted",
                table: "work",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "restricted",
                table: "matters",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "ends",
                table: "clocks",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            // The end of the day in Asia/Shanghai.
            migrationBuilder.Sql("update clocks set ends = cast(julianday(due) - 2440587.5 + 1 as integer) * 86400000000 - 28800000001");

            migrationBuilder.CreateIndex(
                name: "ix_clocks_county_status_ends",
                table: "clocks",
                columns: new[] { "county", "status", "ends" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_clocks_county_status_ends",
                table: "clocks");

            migrationBuilder.DropColumn(
                name: "restricted",
                table: "work");

            migrationBuilder.DropColumn(
                name: "restricted",
                table: "matters");

            migrationBuilder.DropColumn(
                name: "ends",
                table: "clocks");

            migrationBuilder.CreateIndex(
                name: "ix_clocks_county_status_due",
                table: "clocks",
                columns: new[] { "county", "status", "due" });
        }
    }
}
