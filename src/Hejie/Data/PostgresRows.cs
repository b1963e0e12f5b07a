using System.Collections.Concurrent;
using System.Reflection;
using Hejie.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;
using NpgsqlTypes;

namespace Hejie.Data;

/// <summary>
/// Writes what the mapper tracks as one batch of plain statements: one round trip, which the server takes as one
/// transaction. The mapper's own way orders, words and parses every statement anew, which costs more than all else that
/// a request does; here each shape of row is worded once.
/// </summary>
internal sealed class PostgresRows
{
    private readonly ConcurrentDictionary<(IEntityType Type, EntityState State, ulong Changed), Statement> _statements = new();

    /// <summary>Writes all changes, wholly or not at all.</summary>
    /// <exception cref="DbUpdateException">A constraint was broken, and nothing is written.</exception>
    public async Task SaveAsync(DbContext db, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await using var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection());
            foreach (var entry in Changes(db.ChangeTracker))
                batch.BatchCommands.Add(Command(entry));
            await batch.ExecuteNonQueryAsync(cancel);
            db.ChangeTracker.Clear();
        }
        catch (PostgresException error)
        {
            throw new DbUpdateException(error.MessageText, error);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>
    /// What is to be written. Only rows that were read are compared with what they were. The matter comes first, so that
    /// two writers of one matter wait for each other there and nowhere else.
    /// </summary>
    private static IEnumerable<EntityEntry> Changes(ChangeTracker tracker)
    {
        tracker.AutoDetectChangesEnabled = false;
        try
        {
            var entries = tracker.Entries().ToList();
            foreach (var read in entries.Where(entry => entry.State == EntityState.Unchanged))
                read.DetectChanges();
            return entries.Where(entry => entry.State != EntityState.Unchanged).OrderBy(entry => entry.Entity is not MatterRow);
        }
        finally
        {
            tracker.AutoDetectChangesEnabled = true;
        }
    }

    /// <summary>The statement that one change is written by.</summary>
    internal NpgsqlBatchCommand Command(EntityEntry entry)
    {
        var changed = entry.State == EntityState.Modified ? Changed(entry) : 0;
        var statement = _statements.GetOrAdd((entry.Metadata, entry.State, changed), static key => Statement.Of(key.Type, key.State, key.Changed));
        var command = new NpgsqlBatchCommand(statement.Text);
        foreach (var column in statement.Columns)
            command.Parameters.Add(column.Parameter(entry.Entity));
        return command;
    }

    /// <summary>Which columns change, one bit each in the order of the model.</summary>
    private static ulong Changed(EntityEntry entry)
    {
        var (bits, index) = (0UL, 0);
        foreach (var property in entry.Metadata.GetProperties())
        {
            if (entry.Property(property).IsModified)
                bits |= 1UL << index;
            index++;
        }

        return bits;
    }

    /// <summary>A statement for rows of one shape.</summary>
    private sealed record Statement(string Text, IReadOnlyList<Column> Columns)
    {
        public static Statement Of(IEntityType type, EntityState state, ulong changed)
        {
            var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
            Column Column(IProperty property) => new(property, property.GetColumnName(table)!);
            var key = type.FindPrimaryKey()!.Properties.Select(Column).ToList();
            var values = type.GetProperties().Where((_, index) => state == EntityState.Added || (changed >> index & 1) == 1).Select(Column).ToList();
            string Where(int from) => string.Join(" and ", key.Select((column, index) => $"{column.Name} = ${from + index}"));
            return state switch
            {
                EntityState.Added => new Statement(
                    $"insert into {table.Name} ({string.Join(", ", values.Select(column => column.Name))}) values ({string.Join(", ", values.Select((_, index) => $"${index + 1}"))})", values),
                EntityState.Modified => new Statement(
                    $"update {table.Name} set {string.Join(", ", values.Select((column, index) => $"{column.Name} = ${index + 1}"))} where {Where(values.Count + 1)}", [.. values, .. key]),
                EntityState.Deleted => new Statement($"delete from {table.Name} where {Where(1)}", key),
                _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
            };
        }
    }

    /// <summary>A column, and how its value is read from a row.</summary>
    private sealed class Column(IProperty property, string name)
    {
        private readonly PropertyInfo _value = property.PropertyInfo
            ?? throw new InvalidOperationException($"The column {name} is no property of its row.");

        private readonly ValueConverter? _converter = property.GetTypeMapping().Converter;

        // Asked of a parameter, which reads the type's name; afterwards nothing reads it again.
        private readonly NpgsqlDbType _type = new NpgsqlParameter { DataTypeName = property.GetRelationalTypeMapping().StoreType }.NpgsqlDbType;

        public string Name { get; } = $"\"{name}\"";

        public NpgsqlParameter Parameter(object row)
        {
            var value = _value.GetValue(row);
            return new NpgsqlParameter { NpgsqlDbType = _type, Value = (value is null || _converter is null ? value : _converter.ConvertToProvider(value)) ?? DBNull.Value };
        }
    }
}
