using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hejie.Data.Migrations.Sqlite
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
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    matter = table.Column<Guid>(type: "TEXT", nullable: false),
                    opened = table.Column<long>(type: "INTEGER", nullable: false),
                    print = table.Column<long>(type: "INTEGER", nullable: false),
                    document = table.Column<long>(type: "INTEGER", nullable: false)
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
