using Hejie.Data;
using Hejie.Identity;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Bodies;

/// <summary>What came of a leave.</summary>
internal abstract record LeaveSet
{
    private LeaveSet()
    {
    }

    /// <summary>The post is away from then to then, now or already before.</summary>
    /// <param name="Row">The leave.</param>
    /// <param name="Before">Whether it was said before.</param>
    public sealed record Done(LeaveRow Row, bool Before) : LeaveSet;

    /// <summary>Something cannot be so.</summary>
    public sealed record Invalid(IReadOnlyList<FieldError> Errors) : LeaveSet;

    /// <summary>The post is not of a body whose leaves the asker keeps.</summary>
    public sealed record NotYours : LeaveSet;
}

/// <summary>Says that a post is away from day to day, and which post of its body stands in. Why it is away nobody asks.</summary>
internal sealed class SetLeave(HejieDb db, IDialect dialect, DirectoryHolder directory, TimeProvider time)
{
    /// <summary>The most days of one leave: who is away longer has left the post.</summary>
    public const int MostDays = 183;

    public async Task<LeaveSet> RunAsync(Scope scope, int post, int? substitute, DateOnly? from, DateOnly? until, CancellationToken cancel)
    {
        var bodies = directory.Current;
        if (!Permissions.SetsResponsibility(scope.Post.Role) || bodies.Post(post) is not { } away || away.Body != scope.Body.Id)
            return new LeaveSet.NotYours();
        if (Check(bodies, away, substitute, from, until) is { Count: > 0 } errors)
            return new LeaveSet.Invalid(errors);

        var row = new LeaveRow { Id = Guid.CreateVersion7(time.GetUtcNow()), Post = post, Substitute = substitute, From = from!.Value, Until = until!.Value, By = scope.By.Id };
        var ids = bodies.PostsOf(away.Body).Select(each => each.Id).ToList();
        using (await dialect.EnterWriteAsync(cancel))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            // All leaves of a body, since two posts could else stand in for each other.
            await dialect.HoldAsync(db, FormattableString.Invariant($"leave {away.Body}"), cancel);
            var known = (await db.Leaves.AsNoTracking().Where(other => ids.Contains(other.Post) && other.Until >= row.From && other.From <= row.Until).ToListAsync(cancel));
            if (known.Find(other => (other.Post, other.Substitute, other.From, other.Until) == (row.Post, row.Substitute, row.From, row.Until)) is { } same)
                return new LeaveSet.Done(same, Before: true);
            if (known.Exists(other => other.Post == post))
                return new LeaveSet.Invalid([new FieldError("from", "leave.overlap")]);
            if (known.Exists(other => other.Post == substitute))
                return new LeaveSet.Invalid([new FieldError("substitute", "leave.substitute-away")]);
            if (known.Exists(other => other.Substitute == post))
                return new LeaveSet.Invalid([new FieldError("from", "leave.stands-in")]);
            db.Leaves.Add(row);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            db.ChangeTracker.Clear();
        }

        await directory.RenewAsync(cancel);
        return new LeaveSet.Done(row, Before: false);
    }

    private List<FieldError> Check(BodyDirectory bodies, Post away, int? substitute, DateOnly? from, DateOnly? until)
    {
        var errors = new List<FieldError>();
        if (substitute is { } other)
        {
            if (other == away.Id || bodies.Post(other) is not { } stand || stand.Body != away.Body)
                errors.Add(new FieldError("substitute", "responsibility.substitute"));
            else if (Hands.Of(stand.Role) != Hands.Of(away.Role))
                errors.Add(new FieldError("substitute", "leave.substitute-hand"));
        }

        if (from is null)
            errors.Add(new FieldError("from", "field.required"));
        if (until is null)
            errors.Add(new FieldError("until", "field.required"));
        if (from is { } first && until is { } last)
        {
            if (Period.Error(first, last, LegalTime.DateOf(time.GetUtcNow())) is { } wrong)
                errors.Add(wrong);
            else if (last.DayNumber - first.DayNumber >= MostDays)
                errors.Add(new FieldError("until", "leave.long", "183"));
        }

        return errors;
    }
}

/// <summary>Ends a leave: the post is there again from today on.</summary>
internal sealed class EndLeave(HejieDb db, IDialect dialect, DirectoryHolder directory, TimeProvider time)
{
    /// <returns>False where the post's body has no such leave.</returns>
    public async Task<bool> RunAsync(Scope scope, Guid id, CancellationToken cancel)
    {
        if (!Permissions.SetsResponsibility(scope.Post.Role))
            return false;
        var ids = directory.Current.PostsOf(scope.Body.Id).Select(post => post.Id).ToList();
        var last = LegalTime.DateOf(time.GetUtcNow()).AddDays(-1);
        using (await dialect.EnterWriteAsync(cancel))
        {
            var rows = db.Leaves.Where(row => row.Id == id && ids.Contains(row.Post));
            if (!await rows.AnyAsync(cancel))
                return false;
            await rows.Where(row => row.From > last).ExecuteDeleteAsync(cancel);
            await rows.Where(row => row.Until > last).ExecuteUpdateAsync(set => set.SetProperty(row => row.Until, last), cancel);
        }

        await directory.RenewAsync(cancel);
        return true;
    }
}
