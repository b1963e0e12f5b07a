using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hejie.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class FlowsPacked : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // All figures come of one reader: it follows the journal from its beginning once more, and makes the flows on its way.
            foreach (var table in new[] { "figure_facts", "figure_counts", "figure_durations", "figure_hops", "figure_calls" })
                migrationBuilder.Sql("delete from " + table);
            migrationBuilder.Sql("delete from cursors where reader = 'figures'");

            // Its key is another one now, and it is empty.
            migrationBuilder.DropTable(name: "figure_flows");
            migrationBuilder.CreateTable(
                name: "figure_flows",
                columns: table => new
                {
                    county = table.Column<int>(type: "integer", nullable: false),
                    grain = table.Column<int>(type: "integer", nullable: false),
                    month = table.Column<int>(type: "integer", nullable: false),
                    place = table.Column<long>(type: "bigint", nullable: false),
                    procedure = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    flows = table.Column<byte[]>(type: "bytea", nullable: false),
                },
                constraints: table => table.PrimaryKey("pk_figure_flows", x => new { x.county, x.grain, x.month, x.place, x.procedure, x.kind }));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // There is no way back: the reader that came before makes all of it again from the journal.
            throw new NotSupportedException();
        }
    }
}
