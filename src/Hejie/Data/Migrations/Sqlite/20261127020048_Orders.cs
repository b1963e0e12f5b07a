using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hejie.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Orders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "order_events",
                columns: table => new
                {
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    order = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    post = table.Column<int>(type: "INTEGER", nullable: false),
                    body = table.Column<int>(type: "INTEGER", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_order_events", x => new { x.county, x.number });
                });

            migrationBuilder.CreateTable(
                name: "order_posts",
                columns: table => new
                {
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    order = table.Column<Guid>(type: "TEXT", nullable: false),
                    post = table.Column<int>(type: "INTEGER", nullable: false),
                    body = table.Column<int>(type: "INTEGER", nullable: false),
                    told = table.Column<long>(type: "INTEGER", nullable: false),
                    acknowledged = table.Column<long>(type: "INTEGER", nullable: true),
                    reported = table.Column<long>(type: "INTEGER", nullable: true),
                    report = table.Column<int>(type: "INTEGER", nullable: true),
                    report_text = table.Column<string>(type: "TEXT", nullable: true),
                    called = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_order_posts", x => new { x.county, x.order, x.post });
                });

            migrationBuilder.CreateTable(
                name: "orders",
                columns: table => new
                {
                    county = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    origin = table.Column<int>(type: "INTEGER", nullable: false),
                    body = table.Column<int>(type: "INTEGER", nullable: false),
                    post = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    hazard = table.Column<int>(type: "INTEGER", nullable: false),
                    area = table.Column<string>(type: "TEXT", nullable: false),
                    places = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    issued = table.Column<long>(type: "INTEGER", nullable: false),
                    due = table.Column<long>(type: "INTEGER", nullable: false),
                    closed = table.Column<long>(type: "INTEGER", nullable: true),
                    outcome = table.Column<string>(type: "TEXT", nullable: true),
                    posts = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_orders", x => new { x.county, x.id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_order_events_county_order_number",
                table: "order_events",
                columns: new[] { "county", "order", "number" });

            migrationBuilder.CreateIndex(
                name: "ix_order_posts_county_post_told",
                table: "order_posts",
                columns: new[] { "county", "post", "told" });

            migrationBuilder.CreateIndex(
                name: "ix_orders_county_body_issued",
                table: "orders",
                columns: new[] { "county", "body", "issued" });

            migrationBuilder.CreateIndex(
                name: "ix_orders_id",
                table: "orders",
                column: "id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "order_events");

            migrationBuilder.DropTable(
                name: "order_posts");

            migrationBuilder.DropTable(
                name: "orders");
        }
    }
}
