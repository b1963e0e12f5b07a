using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hejie.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class DeskAndLikeMatters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_work_body_due_matter_number",
                table: "work");

            migrationBuilder.DropIndex(
                name: "ix_matters_county_place_opened",
                table: "matters");

            migrationBuilder.CreateIndex(
                name: "ix_work_body_due_matter_number",
                table: "work",
                columns: new[] { "body", "due", "matter", "number" })
                .Annotation("Npgsql:IndexInclude", new[] { "county", "kind", "post", "role", "waits_on_resident", "restricted" });

            migrationBuilder.CreateIndex(
                name: "ix_matters_county_place_procedure_kind_opened",
                table: "matters",
                columns: new[] { "county", "place", "procedure", "kind", "opened" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_work_body_due_matter_number",
                table: "work");

            migrationBuilder.DropIndex(
                name: "ix_matters_county_place_procedure_kind_opened",
                table: "matters");

            migrationBuilder.CreateIndex(
                name: "ix_work_body_due_matter_number",
                table: "work",
                columns: new[] { "body", "due", "matter", "number" });

            migrationBuilder.CreateIndex(
                name: "ix_matters_county_place_opened",
                table: "matters",
                columns: new[] { "county", "place", "opened" });
        }
    }
}
