using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Hejie.Data;

/// <summary>Names in the database as its own tools write them: <c>waits_on_resident</c>.</summary>
internal static class SnakeCase
{
    public static void Apply(IMutableModel model)
    {
        foreach (var entity in model.GetEntityTypes().Where(entity => !entity.IsMappedToJson()))
        {
            if (entity.GetTableName() is { } table)
                entity.SetTableName(Of(table.Replace("AspNet", "", StringComparison.Ordinal)));
            foreach (var property in entity.GetProperties())
                property.SetColumnName(Of(property.Name));
            foreach (var key in entity.GetKeys())
                key.SetName(Of(key.GetName()!.Replace("AspNet", "", StringComparison.Ordinal)));
            foreach (var index in entity.GetIndexes())
                index.SetDatabaseName(Of(index.GetDatabaseName()!.Replace("AspNet", "", StringComparison.Ordinal)));
        }
    }

    private static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var index = 0; index < name.Length; index++)
        {
            if (char.IsAsciiLetterUpper(name[index]) && index > 0 && name[index - 1] != '_' && !char.IsAsciiLetterUpper(name[index - 1]))
                text.Append('_');
            text.Append(char.ToLowerInvariant(name[index]));
        }

        return text.ToString();
    }
}
