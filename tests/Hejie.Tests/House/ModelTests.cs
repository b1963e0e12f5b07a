using Hejie.Data;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Tests.House;

/// <summary>The shape of the database, on each provider.</summary>
public sealed class ModelTests
{
    public static TheoryData<string> Providers => ["sqlite", "postgres"];

    [Theory, MemberData(nameof(Providers))]
    public void The_model_has_its_migrations(string provider)
    {
        using var db = Context(provider);
        db.Database.HasPendingModelChanges().ShouldBeFalse("make migrations: see docs/change.md");
    }

    [Theory, MemberData(nameof(Providers))]
    public void The_county_comes_first_in_every_key_of_every_table_of_matters(string provider)
    {
        using var db = Context(provider);
        foreach (var entity in db.Model.GetEntityTypes().Where(entity => CountyWatch.Tables.Contains(entity.GetTableName())))
        {
            entity.GetKeys().ShouldAllBe(key => key.Properties[0].Name == "County", entity.Name);
            entity.GetIndexes().Where(index => index.IsUnique).ShouldAllBe(index => index.Properties[0].Name == "County", entity.Name);
            entity.GetForeignKeys().ShouldBeEmpty(entity.Name);
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public void Every_table_with_a_county_is_watched(string provider)
    {
        using var db = Context(provider);
        db.Model.GetEntityTypes().Where(entity => entity.FindProperty("County") is not null)
            .Select(entity => entity.GetTableName()!).Order().ShouldBe(CountyWatch.Tables.Order());
    }

    [Theory, MemberData(nameof(Providers))]
    public void Identity_keeps_passkeys(string provider)
    {
        using var db = Context(provider);
        db.Model.GetEntityTypes().ShouldContain(entity => entity.Name.Contains("Passkey", StringComparison.Ordinal));
    }

    [Fact]
    public void A_statement_without_a_county_is_caught()
    {
        Should.Throw<InvalidOperationException>(() => CountyWatch.Check("select * from matters where id = 1"));
        Should.Throw<InvalidOperationException>(() => CountyWatch.Check("""UPDATE "work" SET due = 1 WHERE matter = 2"""));
        Should.NotThrow(() => CountyWatch.Check("""SELECT 1 FROM "work" AS w WHERE w."county" = @p"""));
        Should.NotThrow(() => CountyWatch.Check("select 1 from bodies"));
    }

    [Fact]
    public void What_is_written_in_one_batch_names_its_county()
    {
        using var db = Context("postgres");
        var rows = new PostgresRows();
        foreach (var entity in db.Model.GetEntityTypes().Where(entity => CountyWatch.Tables.Contains(entity.GetTableName())))
        {
            var row = Activator.CreateInstance(entity.ClrType)!;
            foreach (var key in entity.FindPrimaryKey()!.Properties)
                key.PropertyInfo!.SetValue(row, key.ClrType == typeof(string) ? "1" : key.ClrType == typeof(byte[]) ? new byte[] { 1 } : key.PropertyInfo.GetValue(row));
            var entry = db.Entry(row);
            foreach (var state in new[] { EntityState.Added, EntityState.Modified, EntityState.Deleted })
            {
                entry.State = state;
                var text = rows.Command(entry).CommandText;
                CountyWatch.Check(text);
                text.ShouldContain(entity.GetTableName()!);
            }

            entry.State = EntityState.Detached;
        }
    }

    private static HejieDb Context(string provider) => provider == "sqlite"
        ? new DesignTimeSqlite().CreateDbContext([])
        : new DesignTimePostgres().CreateDbContext([]);
}
