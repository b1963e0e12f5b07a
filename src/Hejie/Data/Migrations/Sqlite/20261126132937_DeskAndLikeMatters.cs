using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hejie.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DeskAndLikeMatters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_matters_county_place_opened",
                table: "matters");

            migrationBuilder.CreateIndex(
                name: "ix_matters_county_place_procedure_kind_opened",
                table: "matters",
                columns: new[] { "county", "place", "procedure", "kind", "opened" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_matters_county_place_procedure_kind_opened",
                table: "matters");

            migrationBuilder.CreateIndex(
                name: "ix_matters_county_place_opened",
                table: "matters",
                columns: new[] { "county", "place", "opened" });
        }
    }
}
