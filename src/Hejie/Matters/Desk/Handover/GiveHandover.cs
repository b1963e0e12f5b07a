using Hejie.Bodies;
using Hejie.Data;
using Hejie.Matters.Handling;
using Hejie.Orders;
using Hejie.Quick;
using Hejie.Rounds;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Desk.Handover;

/// <summary>What came of giving or taking a shift.</summary>
internal abstract record HandedOver
{
    private HandedOver()
    {
    }

    public sealed record Done(Guid Id) : HandedOver;

    public sealed record Invalid(FieldError Error) : HandedOver;

    /// <summary>It is another's, taken already, or one's own.</summary>
    public sealed record Refused(string Code) : HandedOver;
}

/// <summary>
/// Gives one's shift: what is open on the desk at this moment is written down and signed by who gives it. Who takes it
/// signs the same list. A hand-over that nobody took is replaced by the next one.
/// </summary>
internal sealed class GiveHandover(HejieDb db, IDialect dialect, DeskQuery desk, ReadOrders orders, OwnRounds rounds, TimeProvider time)
{
    /// <summary>The most characters of the word for the next shift.</summary>
    public const int Longest = 500;

    /// <summary>What would be handed over now.</summary>
    public async Task<(HandoverList List, IReadOnlyList<DeskLine> Lines)> OpenAsync(Scope scope, IReadOnlySet<string> marked, CancellationToken cancel)
    {
        var (lines, all) = await desk.FirstAsync(scope, HandoverList.Most, cancel);
        var waiting = Identity.Permissions.TakesOrders(scope.Post.Role) ? await orders.WaitingAsync(scope, cancel) : 0;
        return (
            new HandoverList(all, waiting, await rounds.CountAsync(scope, cancel), [.. lines.Select(line =>
                new HandoverItem(line.County, line.Matter, line.Number, line.Work, line.Due, marked.Contains(Name(line.Matter, line.Number))))]),
            lines);
    }

    /// <summary>How an item is named in the form.</summary>
    public static string Name(Guid matter, int number) => FormattableString.Invariant($"{matter:N}-{number}");

    /// <summary>Gives it.</summary>
    /// <param name="scope">Who gives.</param>
    /// <param name="marked">The items that the next shift is to look at first, by their names.</param>
    /// <param name="remark">A word for the next shift.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<HandedOver> RunAsync(Scope scope, IReadOnlySet<string> marked, string remark, CancellationToken cancel)
    {
        remark = remark.Trim();
        if (remark.Length > Longest)
            return new HandedOver.Invalid(new FieldError("remark", "field.too-long", "500"));
        if (Personal(remark) is { } found)
            return new HandedOver.Invalid(new FieldError("remark", "handover.personal", found));
        var (list, _) = await OpenAsync(scope, marked, cancel);
        var row = new HandoverRow
        {
            County = scope.Body.Place.County,
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Body = scope.Body.Id,
            FromPost = scope.Post.Id,
            FromAccount = scope.Account,
            Given = LegalTime.Micros(time.GetUtcNow()),
            Items = list.Encode(),
            Remark = remark,
        };
        using (await dialect.EnterWriteAsync(cancel))
        {
            await db.Handovers.Where(other => other.County == row.County && other.Body == row.Body && other.Taken == null).ExecuteDeleteAsync(cancel);
            db.Handovers.Add(row);
            await db.SaveChangesAsync(cancel);
        }

        return new HandedOver.Done(row.Id);
    }

    private static string? Personal(string text) =>
        SummaryGuard.Personal(text, []) ?? (PersonNames.Find(PlainLetters.Of(text)) is { } name ? text.Substring(name.Start, name.Length) : null);
}
