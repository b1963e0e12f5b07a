using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hejie.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Handovers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "handovers",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    body = table.Column<int>(type: "integer", nullable: false),
                    from_post = table.Column<int>(type: "integer", nullable: false),
                    from_account = table.Column<int>(type: "integer", nullable: false),
                    given = table.Column<long>(type: "bigint", nullable: false),
                    to_post = table.Column<int>(type: "integer", nullable: true),
                    to_account = table.Column<int>(type: "integer", nullable: true),
                    taken = table.Column<long>(type: "bigint", nullable: true),
                    items = table.Column<byte[]>(type: "bytea", nullable: false),
                    remark = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_handovers", x => new { x.county, x.id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_handovers_county_body_given",
                table: "handovers",
                columns: new[] { "county", "body", "given" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "handovers");
        }
    }
}
