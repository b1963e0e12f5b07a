using System.Globalization;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Resources;

/// <summary>What came of a booking.</summary>
internal abstract record Booked
{
    private Booked()
    {
    }

    /// <summary>It is booked, now or already before.</summary>
    public sealed record Done(BookingRow Row, bool Before) : Booked;

    /// <summary>It cannot be booked so; <c>booking.taken</c> where somebody was first.</summary>
    public sealed record Invalid(FieldError Error) : Booked;

    /// <summary>There is no such resource within the post's reach.</summary>
    public sealed record NotThere : Booked;
}

/// <summary>Books a room or somebody's time, within one day, once: of two at the same time one finds it taken.</summary>
internal sealed class BookResource(HejieDb db, IDialect dialect, DirectoryHolder directory, TimeProvider time)
{
    /// <summary>How far ahead one books.</summary>
    public static readonly TimeSpan Farthest = TimeSpan.FromDays(183);

    /// <param name="scope">Who books.</param>
    /// <param name="county">The county of the resource.</param>
    /// <param name="id">The resource.</param>
    /// <param name="from">From when.</param>
    /// <param name="until">Until when.</param>
    /// <param name="matter">The matter that it is for, which the post has in scope; null for none.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Booked> RunAsync(
        Scope scope, int county, Guid id, DateTimeOffset? from, DateTimeOffset? until, (int County, Guid Id)? matter, CancellationToken cancel)
    {
        if (!Permissions.Books(scope.Post.Role) || !await ResourceReach.Resource(db, scope, directory.Current, county, id).AnyAsync(cancel))
            return new Booked.NotThere();
        if (Wrong(from, until) is { } error)
            return new Booked.Invalid(error);
        if (matter is { } about && !await scope.Matter(db, about.County, about.Id).AnyAsync(cancel))
            return new Booked.Invalid(new FieldError("matter", "booking.matter"));
        var row = new BookingRow
        {
            County = county,
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Resource = id,
            From = LegalTime.Micros(from!.Value),
            Until = LegalTime.Micros(until!.Value),
            MatterCounty = matter?.County,
            Matter = matter?.Id,
            Body = scope.Body.Id,
            Post = scope.By.Id,
        };

        using var writer = await dialect.EnterWriteAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await dialect.HoldAsync(db, string.Create(CultureInfo.InvariantCulture, $"booking {county} {id:N}"), cancel);
        var other = await db.Bookings.AsNoTracking()
            .Where(taken => taken.County == county && taken.Resource == id && taken.Cancelled == null && taken.From < row.Until && taken.Until > row.From)
            .OrderBy(taken => taken.From).FirstOrDefaultAsync(cancel);
        if (other is not null)
        {
            return IsSame(other, row) ? new Booked.Done(other, Before: true) : new Booked.Invalid(new FieldError("from", "booking.taken"));
        }

        db.Bookings.Add(row);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        db.ChangeTracker.Clear();
        return new Booked.Done(row, Before: false);
    }

    /// <summary>Gives back what the post's body booked and has not begun to use up.</summary>
    /// <returns>False where it has none such.</returns>
    public async Task<bool> CancelAsync(Scope scope, int county, Guid booking, CancellationToken cancel)
    {
        if (!Permissions.Books(scope.Post.Role))
            return false;
        var (body, now) = (scope.Body.Id, LegalTime.Micros(time.GetUtcNow()));
        using var writer = await dialect.EnterWriteAsync(cancel);
        return await db.Bookings.Where(row => row.County == county && row.Id == booking && row.Body == body && row.Cancelled == null && row.Until > now)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Cancelled, now), cancel) == 1;
    }

    private FieldError? Wrong(DateTimeOffset? from, DateTimeOffset? until)
    {
        if (from is not { } begins)
            return new FieldError("from", "field.required");
        if (until is not { } ends)
            return new FieldError("until", "field.required");
        var now = time.GetUtcNow();
        if (ends <= begins)
            return new FieldError("until", "booking.order");
        if (begins < now)
            return new FieldError("from", "booking.past");
        if (begins > now + Farthest)
            return new FieldError("from", "booking.far");
        // Until midnight is still that day.
        return LegalTime.DateOf(begins) != LegalTime.DateOf(ends.AddTicks(-1)) ? new FieldError("until", "booking.midnight") : null;
    }

    private static bool IsSame(BookingRow one, BookingRow other) =>
        (one.From, one.Until, one.Body, one.Post, one.MatterCounty, one.Matter) == (other.From, other.Until, other.Body, other.Post, other.MatterCounty, other.Matter);
}
