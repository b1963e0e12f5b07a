using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Resources;

/// <summary>A day of reception that is to be announced.</summary>
internal sealed record ReceptionDraft(DateTimeOffset? From, DateTimeOffset? Until, string? Where, string? Office, string? Telephone);

/// <summary>What came of it.</summary>
internal abstract record ReceptionAnnounced
{
    private ReceptionAnnounced()
    {
    }

    /// <summary>It is announced.</summary>
    public sealed record Done(ReceptionDayRow Row) : ReceptionAnnounced;

    /// <summary>Something cannot be so.</summary>
    public sealed record Invalid(IReadOnlyList<FieldError> Errors) : ReceptionAnnounced;

    /// <summary>The post announces nothing.</summary>
    public sealed record NotYours : ReceptionAnnounced;
}

/// <summary>The days on which leaders receive whoever comes: announced by a body, read by everybody.</summary>
internal sealed class ReceptionDays(HejieDb db, IDialect dialect, DirectoryHolder directory, TimeProvider time)
{
    /// <summary>The most characters of each text.</summary>
    public const int Longest = 60;

    /// <summary>As many as a page shows.</summary>
    public const int Most = 60;

    /// <summary>Those still to come at a place and in all above it, the next first; without a place those of the whole prefecture.</summary>
    public async Task<IReadOnlyList<ReceptionDayRow>> ListAsync(PlaceCode? place, CancellationToken cancel)
    {
        var now = LegalTime.Micros(time.GetUtcNow());
        var (bodies, counties) = (directory.Current, directory.Current.Counties.ToList());
        if (place is { } named)
            counties = [.. new[] { named.County, bodies.Prefecture.Code.County }.Distinct()];
        var rows = db.ReceptionDays.AsNoTracking().Where(row => counties.Contains(row.County) && row.Cancelled == null && row.Until > now);
        if (place is { } code)
        {
            var (from, to, above) = (code.First.Value, code.Next.Value, ResourceReach.Above(code));
            rows = rows.Where(row => (row.Place >= from && row.Place < to) || above.Contains(row.Place));
        }

        return await rows.OrderBy(row => row.From).ThenBy(row => row.Id).Take(Most).ToListAsync(cancel);
    }

    public async Task<ReceptionAnnounced> AnnounceAsync(Scope scope, ReceptionDraft draft, CancellationToken cancel)
    {
        if (!Permissions.ListsResources(scope.Post.Role))
            return new ReceptionAnnounced.NotYours();
        var (where, office) = ((draft.Where ?? "").Trim(), (draft.Office ?? "").Trim());
        var errors = new List<FieldError>();
        Text("where", where, errors);
        Text("office", office, errors);
        if (ResourceText.HasNumber(office))
            errors.Add(new FieldError("office", "resource.number"));
        if (draft.Telephone is { Length: > 0 } telephone && !ResourceText.IsTelephone(telephone))
            errors.Add(new FieldError("telephone", "person.telephone"));
        if (draft.From is not { } from)
            errors.Add(new FieldError("from", "field.required"));
        else if (draft.Until is not { } until)
            errors.Add(new FieldError("until", "field.required"));
        else if (until <= from)
            errors.Add(new FieldError("until", "booking.order"));
        else if (from < time.GetUtcNow())
            errors.Add(new FieldError("from", "booking.past"));
        else if (LegalTime.DateOf(from) != LegalTime.DateOf(until.AddTicks(-1)))
            errors.Add(new FieldError("until", "booking.midnight"));
        else if (from > time.GetUtcNow() + BookResource.Farthest)
            errors.Add(new FieldError("from", "booking.far"));
        if (errors.Count > 0)
            return new ReceptionAnnounced.Invalid(errors);

        var row = new ReceptionDayRow
        {
            County = scope.Body.Place.County,
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Body = scope.Body.Id,
            Place = scope.Body.Place.Value,
            From = LegalTime.Micros(draft.From!.Value),
            Until = LegalTime.Micros(draft.Until!.Value),
            Venue = where,
            Office = office,
            Telephone = string.IsNullOrWhiteSpace(draft.Telephone) ? scope.Body.Telephone : draft.Telephone.Trim(),
            By = scope.By.Id,
        };
        db.ReceptionDays.Add(row);
        using (await dialect.EnterWriteAsync(cancel))
            await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
        return new ReceptionAnnounced.Done(row);
    }

    /// <summary>Calls off a day that the post's body announced.</summary>
    /// <returns>False where it announced none such.</returns>
    public async Task<bool> CancelAsync(Scope scope, int county, Guid id, CancellationToken cancel)
    {
        if (!Permissions.ListsResources(scope.Post.Role))
            return false;
        var (body, now) = (scope.Body.Id, LegalTime.Micros(time.GetUtcNow()));
        using var writer = await dialect.EnterWriteAsync(cancel);
        return await db.ReceptionDays.Where(row => row.County == county && row.Id == id && row.Body == body && row.Cancelled == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Cancelled, now), cancel) == 1;
    }

    private static void Text(string field, string text, List<FieldError> errors)
    {
        if (text.Length is 0 or > Longest)
            errors.Add(text.Length == 0 ? new FieldError(field, "field.required") : new FieldError(field, "field.too-long", "60"));
    }
}
