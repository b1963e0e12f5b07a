using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hejie.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Search : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "search_rows",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    matter = table.Column<Guid>(type: "uuid", nullable: false),
                    opened = table.Column<long>(type: "bigint", nullable: false),
                    print = table.Column<long>(type: "bigint", nullable: false),
                    document = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_search_rows", x => new { x.county, x.matter });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "search_rows");
        }
    }
}
