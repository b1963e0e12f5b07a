using System.Text.Json;
using System.Text.Json.Serialization;
using Hejie.Matters.Intake;
using Hejie.Matters.Intake.Attachments;
using Hejie.Rules.Procedures;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.DataProtection;

namespace Hejie.Matters.Handling;

/// <summary>
/// The files of a move's form. Each is sealed with the matter's key as it comes in; until the move is made, the form
/// itself carries where it lies, protected, so that an error elsewhere loses no file. What is never used is swept.
/// </summary>
internal sealed class MoveFiles(ReceiveAttachment receive, IDataProtectionProvider protection)
{
    /// <summary>What a posted form holds of files: those kept, and what is wrong with those that came.</summary>
    public async Task<(IReadOnlyList<StoredFile> Files, IReadOnlyList<FieldError> Errors)> ReadAsync(
        StaffMatter view, Field field, IFormCollection form, CancellationToken cancel)
    {
        var protector = Protector(view);
        var removed = form[field.Name + ".remove"].ToString();
        var kept = form[field.Name].ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(token => token != removed).Select(token => Read(token, protector)).OfType<StoredFile>().ToList();
        var errors = new List<FieldError>();
        foreach (var file in form.Files.GetFiles(field.Name + ".upload").Where(file => file.Length > 0 || file.FileName.Length > 0))
        {
            await using var content = file.OpenReadStream();
            switch (await receive.ReceiveAsync(content, kept.Count, view.County, view.Matter.Key.Bytes, cancel))
            {
                case Received.Accepted { Stored: var stored }:
                    kept.Add(new StoredFile(Guid.CreateVersion7(), stored.Address, stored.Kind.ToString(), stored.Length, Path.GetFileName(file.FileName)));
                    break;
                case Received.Refused refused:
                    errors.Add(new FieldError(field.Name, refused.Code, Path.GetFileName(file.FileName)));
                    break;
            }
        }

        return (kept, errors);
    }

    /// <summary>The files as the form shows them, and takes them back.</summary>
    public IReadOnlyList<KeptFile> Kept(StaffMatter view, IEnumerable<StoredFile> files)
    {
        var protector = Protector(view);
        return [.. files.Select(file => new KeptFile(protector.Protect(JsonSerializer.Serialize(file, StoredFileJson.Default.StoredFile)), file.Name))];
    }

    /// <summary>Bound to the matter and the post: a file of one form is none of another's.</summary>
    private IDataProtector Protector(StaffMatter view) =>
        protection.CreateProtector("move-files", view.Id.ToString("N"), view.Scope.Post.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static StoredFile? Read(string token, IDataProtector protector)
    {
        try
        {
            return JsonSerializer.Deserialize(protector.Unprotect(token), StoredFileJson.Default.StoredFile);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            // Not of this form, or older than the keys: the file is then simply not there.
            return null;
        }
    }
}

[JsonSerializable(typeof(StoredFile))]
internal sealed partial class StoredFileJson : JsonSerializerContext;
