using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hejie.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class WorkingTogether : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "groups",
                table: "places",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "households",
                table: "places",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "bookings",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    resource = table.Column<Guid>(type: "uuid", nullable: false),
                    from = table.Column<long>(type: "bigint", nullable: false),
                    until = table.Column<long>(type: "bigint", nullable: false),
                    matter_county = table.Column<int>(type: "integer", nullable: true),
                    matter = table.Column<Guid>(type: "uuid", nullable: true),
                    body = table.Column<int>(type: "integer", nullable: false),
                    post = table.Column<int>(type: "integer", nullable: false),
                    cancelled = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bookings", x => new { x.county, x.id });
                });

            migrationBuilder.CreateTable(
                name: "calendar_feeds",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    account = table.Column<int>(type: "integer", nullable: true),
                    post = table.Column<int>(type: "integer", nullable: true),
                    matter = table.Column<Guid>(type: "uuid", nullable: true),
                    party = table.Column<int>(type: "integer", nullable: true),
                    made = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_calendar_feeds", x => new { x.county, x.hash });
                });

            migrationBuilder.CreateTable(
                name: "duty_rosters",
                columns: table => new
                {
                    body = table.Column<int>(type: "integer", nullable: false),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "bytea", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    post = table.Column<int>(type: "integer", nullable: false),
                    changed = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_duty_rosters", x => x.body);
                });

            migrationBuilder.CreateTable(
                name: "leaves",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    post = table.Column<int>(type: "integer", nullable: false),
                    substitute = table.Column<int>(type: "integer", nullable: true),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: false),
                    by = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_leaves", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notice_preferences",
                columns: table => new
                {
                    body = table.Column<int>(type: "integer", nullable: false),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "bytea", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    post = table.Column<int>(type: "integer", nullable: false),
                    changed = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notice_preferences", x => x.body);
                });

            migrationBuilder.CreateTable(
                name: "notices",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    body = table.Column<int>(type: "integer", nullable: false),
                    about = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    channel = table.Column<int>(type: "integer", nullable: false),
                    target = table.Column<string>(type: "text", nullable: false),
                    matter = table.Column<Guid>(type: "uuid", nullable: true),
                    work = table.Column<int>(type: "integer", nullable: true),
                    order = table.Column<Guid>(type: "uuid", nullable: true),
                    due = table.Column<long>(type: "bigint", nullable: true),
                    again = table.Column<bool>(type: "boolean", nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false),
                    made = table.Column<long>(type: "bigint", nullable: false),
                    next = table.Column<long>(type: "bigint", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    error = table.Column<int>(type: "integer", nullable: true),
                    danger = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notices", x => new { x.county, x.id });
                });

            migrationBuilder.CreateTable(
                name: "reception_days",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    body = table.Column<int>(type: "integer", nullable: false),
                    place = table.Column<long>(type: "bigint", nullable: false),
                    from = table.Column<long>(type: "bigint", nullable: false),
                    until = table.Column<long>(type: "bigint", nullable: false),
                    venue = table.Column<string>(type: "text", nullable: false),
                    office = table.Column<string>(type: "text", nullable: false),
                    telephone = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<int>(type: "integer", nullable: false),
                    cancelled = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reception_days", x => new { x.county, x.id });
                });

            migrationBuilder.CreateTable(
                name: "resources",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    body = table.Column<int>(type: "integer", nullable: false),
                    place = table.Column<long>(type: "bigint", nullable: false),
                    post = table.Column<int>(type: "integer", nullable: true),
                    name = table.Column<string>(type: "text", nullable: false),
                    skills = table.Column<string>(type: "text", nullable: false),
                    languages = table.Column<string>(type: "text", nullable: false),
                    hours = table.Column<string>(type: "text", nullable: false),
                    telephone = table.Column<string>(type: "text", nullable: false),
                    capacity = table.Column<int>(type: "integer", nullable: true),
                    step_free = table.Column<bool>(type: "boolean", nullable: false),
                    consented = table.Column<DateOnly>(type: "date", nullable: true),
                    ended = table.Column<DateOnly>(type: "date", nullable: true),
                    by = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_resources", x => new { x.county, x.id });
                });

            migrationBuilder.CreateTable(
                name: "responsibilities",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    place = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    body = table.Column<int>(type: "integer", nullable: false),
                    post = table.Column<int>(type: "integer", nullable: true),
                    branch = table.Column<string>(type: "text", nullable: true),
                    substitute = table.Column<int>(type: "integer", nullable: true),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: true),
                    by = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_responsibilities", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_bookings_county_resource_from",
                table: "bookings",
                columns: new[] { "county", "resource", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_calendar_feeds_county_account_post",
                table: "calendar_feeds",
                columns: new[] { "county", "account", "post" },
                filter: "account is not null");

            migrationBuilder.CreateIndex(
                name: "ix_calendar_feeds_county_matter_party",
                table: "calendar_feeds",
                columns: new[] { "county", "matter", "party" },
                filter: "matter is not null");

            migrationBuilder.CreateIndex(
                name: "ix_leaves_post_from",
                table: "leaves",
                columns: new[] { "post", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_notices_county_body_status_made",
                table: "notices",
                columns: new[] { "county", "body", "status", "made" });

            migrationBuilder.CreateIndex(
                name: "ix_notices_county_made",
                table: "notices",
                columns: new[] { "county", "made" });

            migrationBuilder.CreateIndex(
                name: "ix_notices_county_matter",
                table: "notices",
                columns: new[] { "county", "matter" },
                filter: "matter is not null");

            migrationBuilder.CreateIndex(
                name: "ix_notices_danger_next",
                table: "notices",
                columns: new[] { "danger", "next" });

            migrationBuilder.CreateIndex(
                name: "ix_reception_days_county_until",
                table: "reception_days",
                columns: new[] { "county", "until" });

            migrationBuilder.CreateIndex(
                name: "ix_resources_county_kind_place",
                table: "resources",
                columns: new[] { "county", "kind", "place" });

            migrationBuilder.CreateIndex(
                name: "ix_responsibilities_place_kind_from",
                table: "responsibilities",
                columns: new[] { "place", "kind", "from" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "bookings");

            migrationBuilder.DropTable(
                name: "calendar_feeds");

            migrationBuilder.DropTable(
                name: "duty_rosters");

            migrationBuilder.DropTable(
                name: "leaves");

            migrationBuilder.DropTable(
                name: "notice_preferences");

            migrationBuilder.DropTable(
                name: "notices");

            migrationBuilder.DropTable(
                name: "reception_days");

            migrationBuilder.DropTable(
                name: "resources");

            migrationBuilder.DropTable(
                name: "responsibilities");

            migrationBuilder.DropColumn(
                name: "groups",
                table: "places");

            migrationBuilder.DropColumn(
                name: "households",
                table: "places");
        }
    }
}
