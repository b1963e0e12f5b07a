using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hejie.Data.Migrations.Sqlite
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
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    body = table.Column<int>(type: "INTEGER", nullable: false),
                    from_post = table.Column<int>(type: "INTEGER", nullable: false),
                    from_account = table.Column<int>(type: "INTEGER", nullable: false),
                    given = table.Column<long>(type: "INTEGER", nullable: false),
                    to_post = table.Column<int>(type: "INTEGER", nullable: true),
                    to_account = table.Column<int>(type: "INTEGER", nullable: true),
                    taken = table.Column<long>(type: "INTEGER", nullable: true),
                    items = table.Column<byte[]>(type: "BLOB", nullable: false),
                    remark = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false)
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
