using Hejie.Data;
using Hejie.Identity;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Bodies;

/// <summary>Who is to answer for what, as it was asked for.</summary>
internal sealed record ResponsibilityDraft(string? Place, string? Kind, int? Post, string? Branch, int? Substitute, DateOnly? From, DateOnly? Until);

/// <summary>What came of it.</summary>
internal abstract record ResponsibilitySet
{
    private ResponsibilitySet()
    {
    }

    /// <summary>It is so, now or already before.</summary>
    public sealed record Done(ResponsibilityRow Row, bool Before) : ResponsibilitySet;

    /// <summary>Something cannot be so.</summary>
    public sealed record Invalid(IReadOnlyList<FieldError> Errors) : ResponsibilitySet;

    /// <summary>The post does not say who answers in this body.</summary>
    public sealed record NotYours : ResponsibilitySet;
}

/// <summary>
/// Says who answers for a place: which post of the body leads the area, is sent to it or is its desk, or which party branch
/// answers for it. At most one of each at a time, so that nobody has to ask which.
/// </summary>
internal sealed class SetResponsibility(HejieDb db, IDialect dialect, DirectoryHolder directory, TimeProvider time)
{
    /// <summary>The most characters of a branch's name.</summary>
    public const int LongestBranch = 40;

    /// <summary>How a party organisation's name ends: a line for anything else would become a line about somebody.</summary>
    private static readonly string[] s_branches = ["党支部", "党总支", "党总支部", "党委", "党组", "党小组", "支部委员会", "总支部委员会"];

    public async Task<ResponsibilitySet> RunAsync(Scope scope, int body, ResponsibilityDraft draft, CancellationToken cancel)
    {
        if (!Permissions.SetsResponsibility(scope.Post.Role) || scope.Body.Id != body)
            return new ResponsibilitySet.NotYours();
        var (row, errors) = Check(scope, draft);
        if (row is null)
            return new ResponsibilitySet.Invalid(errors);

        var (place, kind) = (row.Place, row.Kind);
        using (await dialect.EnterWriteAsync(cancel))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            await dialect.HoldAsync(db, FormattableString.Invariant($"responsibility {place}"), cancel);
            var known = await db.Responsibilities.AsNoTracking().Where(other => other.Place == place && other.Kind == kind).ToListAsync(cancel);
            if (known.Find(other => IsSame(other, row)) is { } same)
                return new ResponsibilitySet.Done(same, Before: true);
            if (known.Exists(other => Period.Overlap(other.From, other.Until, row.From, row.Until)))
                return new ResponsibilitySet.Invalid([new FieldError("from", "responsibility.overlap")]);
            db.Responsibilities.Add(row);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            db.ChangeTracker.Clear();
        }

        await directory.RenewAsync(cancel);
        return new ResponsibilitySet.Done(row, Before: false);
    }

    private (ResponsibilityRow? Row, IReadOnlyList<FieldError> Errors) Check(Scope scope, ResponsibilityDraft draft)
    {
        var errors = new List<FieldError>();
        var bodies = directory.Current;
        if (!PlaceCode.TryParse(draft.Place, out var place) || !bodies.IsPlace(place))
            errors.Add(new FieldError("place", string.IsNullOrEmpty(draft.Place) ? "field.required" : "field.place"));
        else if (!scope.Body.Place.Contains(place))
            errors.Add(new FieldError("place", "responsibility.outside"));
        var kind = ResponsibilityWords.Find(draft.Kind);
        if (kind is null)
            errors.Add(new FieldError("kind", string.IsNullOrEmpty(draft.Kind) ? "field.required" : "field.choice"));
        var branch = PlaceNames.Plain(draft.Branch ?? "");
        if (kind == ResponsibilityKind.Branch)
        {
            if (branch.Length == 0)
                errors.Add(new FieldError("branch", "field.required"));
            else if (branch.Length > LongestBranch)
                errors.Add(new FieldError("branch", "field.too-long", "40"));
            else if (!s_branches.Any(ending => branch.EndsWith(ending, StringComparison.Ordinal)))
                errors.Add(new FieldError("branch", "responsibility.branch"));
            if (draft.Post is not null)
                errors.Add(new FieldError("post", "responsibility.branch-post"));
        }
        else
        {
            if (branch.Length > 0)
                errors.Add(new FieldError("branch", "responsibility.no-branch"));
            if (draft.Post is not { } post || !bodies.IsPost(post, scope.Body.Id, null))
                errors.Add(new FieldError("post", draft.Post is null ? "field.required" : "field.choice"));
        }

        if (draft.Substitute is { } other && (draft.Post is null || other == draft.Post || !bodies.IsPost(other, scope.Body.Id, null)))
            errors.Add(new FieldError("substitute", "responsibility.substitute"));
        if (draft.From is not { } from)
            errors.Add(new FieldError("from", "field.required"));
        else if (Period.Error(from, draft.Until, LegalTime.DateOf(time.GetUtcNow())) is { } wrong)
            errors.Add(wrong);
        return errors.Count > 0 ? (null, errors) : (new ResponsibilityRow
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Place = place.Value,
            Kind = kind!.Value,
            Body = scope.Body.Id,
            Post = draft.Post,
            Branch = branch.Length == 0 ? null : branch,
            Substitute = draft.Substitute,
            From = draft.From!.Value,
            Until = draft.Until,
            By = scope.By.Id,
        }, errors);
    }

    private static bool IsSame(ResponsibilityRow one, ResponsibilityRow other) =>
        (one.Body, one.Post, one.Branch, one.Substitute, one.From, one.Until) == (other.Body, other.Post, other.Branch, other.Substitute, other.From, other.Until);
}

/// <summary>Ends what somebody answers for: yesterday was its last day, or there never was one.</summary>
internal sealed class EndResponsibility(HejieDb db, IDialect dialect, DirectoryHolder directory, TimeProvider time)
{
    /// <returns>False where the post's body has no such responsibility.</returns>
    public async Task<bool> RunAsync(Scope scope, Guid id, CancellationToken cancel)
    {
        if (!Permissions.SetsResponsibility(scope.Post.Role))
            return false;
        var (body, last) = (scope.Body.Id, LegalTime.DateOf(time.GetUtcNow()).AddDays(-1));
        using (await dialect.EnterWriteAsync(cancel))
        {
            var rows = db.Responsibilities.Where(row => row.Id == id && row.Body == body);
            if (!await rows.AnyAsync(cancel))
                return false;
            await rows.Where(row => row.From > last).ExecuteDeleteAsync(cancel);
            await rows.Where(row => row.Until == null || row.Until > last).ExecuteUpdateAsync(set => set.SetProperty(row => row.Until, last), cancel);
        }

        await directory.RenewAsync(cancel);
        return true;
    }
}
