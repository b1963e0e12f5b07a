using System.Globalization;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Resources;

/// <summary>What is to be listed.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Post">The post that it is, or null.</param>
/// <param name="Name">What a room or a professional is called.</param>
/// <param name="Consent">Whether the professional agrees to be listed, as the body says.</param>
/// <param name="Skills">Skills by their codes.</param>
/// <param name="Languages">Languages by their codes.</param>
/// <param name="Hours">When it can be called.</param>
/// <param name="Telephone">The office's telephone; the body's where absent.</param>
/// <param name="Capacity">Of a room.</param>
/// <param name="StepFree">Of a room.</param>
internal sealed record ResourceDraft(
    string? Kind, int? Post, string? Name, bool Consent, IReadOnlyList<string> Skills, IReadOnlyList<string> Languages, string? Hours, string? Telephone, int? Capacity, bool StepFree);

/// <summary>What came of it.</summary>
internal abstract record ResourceListed
{
    private ResourceListed()
    {
    }

    /// <summary>It is listed.</summary>
    public sealed record Done(ResourceRow Row) : ResourceListed;

    /// <summary>Something cannot be so.</summary>
    public sealed record Invalid(IReadOnlyList<FieldError> Errors) : ResourceListed;

    /// <summary>The post lists nothing.</summary>
    public sealed record NotYours : ResourceListed;
}

/// <summary>Lists what a body shares with others: one of its posts, a professional who agrees, or a room.</summary>
internal sealed class ListResource(HejieDb db, IDialect dialect, DirectoryHolder directory, TimeProvider time)
{
    /// <summary>The most characters of a name, and of the hours.</summary>
    public const int LongestName = 40;

    /// <summary>The most characters of a telephone.</summary>
    public const int LongestTelephone = 20;

    /// <summary>No room holds more.</summary>
    public const int LargestRoom = 500;

    public async Task<ResourceListed> RunAsync(Scope scope, ResourceDraft draft, CancellationToken cancel)
    {
        if (!Permissions.ListsResources(scope.Post.Role))
            return new ResourceListed.NotYours();
        var kind = ResourceCodes.Find(draft.Kind);
        var (name, hours) = ((draft.Name ?? "").Trim(), (draft.Hours ?? "").Trim());
        if (Wrong(scope, draft, kind, name, hours) is { Count: > 0 } errors)
            return new ResourceListed.Invalid(errors);
        var (now, room) = (time.GetUtcNow(), kind == ResourceKind.Room);
        var row = new ResourceRow
        {
            County = scope.Body.Place.County,
            Id = Guid.CreateVersion7(now),
            Kind = kind!.Value,
            Body = scope.Body.Id,
            Place = scope.Body.Place.Value,
            Post = draft.Post,
            Name = draft.Post is null ? name : "",
            Skills = room ? "" : ResourceCodes.Join(draft.Skills, ResourceCodes.Skills),
            Languages = room ? "" : ResourceCodes.Join(draft.Languages, ResourceCodes.Languages),
            Hours = hours,
            Telephone = string.IsNullOrWhiteSpace(draft.Telephone) ? scope.Body.Telephone : draft.Telephone.Trim(),
            Capacity = room ? draft.Capacity : null,
            StepFree = room && draft.StepFree,
            Consented = room || draft.Post is not null ? null : LegalTime.DateOf(now),
            By = scope.By.Id,
        };
        db.Resources.Add(row);
        using (await dialect.EnterWriteAsync(cancel))
            await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
        return new ResourceListed.Done(row);
    }

    /// <summary>Lists a resource of the post's body no more. What was booked stays booked.</summary>
    /// <returns>False where the body has none such.</returns>
    public async Task<bool> EndAsync(Scope scope, int county, Guid id, CancellationToken cancel)
    {
        if (!Permissions.ListsResources(scope.Post.Role))
            return false;
        var (body, today) = (scope.Body.Id, LegalTime.DateOf(time.GetUtcNow()));
        using var writer = await dialect.EnterWriteAsync(cancel);
        return await db.Resources.Where(row => row.County == county && row.Id == id && row.Body == body && row.Ended == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Ended, today), cancel) == 1;
    }

    private List<FieldError> Wrong(Scope scope, ResourceDraft draft, ResourceKind? kind, string name, string hours)
    {
        var errors = new List<FieldError>();
        if (kind is null)
            errors.Add(new FieldError("kind", string.IsNullOrEmpty(draft.Kind) ? "field.required" : "field.choice"));
        if (draft.Post is { } post && (kind == ResourceKind.Room || !directory.Current.IsPost(post, scope.Body.Id, null)))
            errors.Add(new FieldError("post", "field.choice"));
        if (draft.Post is null && name.Length is 0 or > LongestName)
            errors.Add(name.Length == 0 ? new FieldError("name", "field.required") : new FieldError("name", "field.too-long", "40"));
        else if (draft.Post is not null && name.Length > 0)
            errors.Add(new FieldError("name", "resource.post-name"));
        else if (ResourceText.HasNumber(name) || ResourceText.HasNumber(hours))
            errors.Add(new FieldError("name", "resource.number"));
        if (draft.Post is null && kind is not (null or ResourceKind.Room) && !draft.Consent)
            errors.Add(new FieldError("consent", "resource.consent"));
        if (draft.Skills.Any(skill => !ResourceCodes.Skills.Contains(skill)))
            errors.Add(new FieldError("skills", "field.choice"));
        if (draft.Languages.Any(language => !ResourceCodes.Languages.Contains(language)))
            errors.Add(new FieldError("languages", "field.choice"));
        if (hours.Length > LongestName)
            errors.Add(new FieldError("hours", "field.too-long", "40"));
        if (draft.Telephone is { Length: > 0 } telephone && !ResourceText.IsTelephone(telephone))
            errors.Add(new FieldError("telephone", "person.telephone"));
        if (kind == ResourceKind.Room && draft.Capacity is not (>= 1 and <= LargestRoom))
            errors.Add(draft.Capacity is null ? new FieldError("capacity", "field.required") : new FieldError("capacity", "field.number", LargestRoom.ToString(CultureInfo.InvariantCulture)));
        return errors;
    }
}
