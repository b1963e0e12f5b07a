using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Desk;
using Hejie.Matters.Handling;
using Hejie.Matters.Intake;
using Hejie.Matters.Intake.Attachments;
using Hejie.Matters.Reading;
using Hejie.Matters.Tracking;
using Hejie.Operations;
using Hejie.Privacy;
using Hejie.Rules.Procedures;
using Hejie.Ui;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Search;

/// <summary>A matter on the desk in which the words stand.</summary>
/// <param name="Matter">The matter.</param>
/// <param name="Where">In what they stand, in the language of the request; never what stands there.</param>
internal sealed record DeskHit(FoundMatter Matter, IReadOnlyList<string> Where);

/// <summary>What came of a search on the desk.</summary>
internal abstract record DeskFound
{
    private DeskFound()
    {
    }

    /// <summary>It was searched.</summary>
    /// <param name="Hits">Where the words stand; each of them is opened now for the post.</param>
    /// <param name="Looked">How many matters were looked through.</param>
    /// <param name="Left">Whether more are on the desk than were looked through.</param>
    /// <param name="Unread">Files that could not be read: they have a password or are damaged, or the time was over.</param>
    public sealed record Done(IReadOnlyList<DeskHit> Hits, int Looked, bool Left, int Unread) : DeskFound;

    /// <summary>The words stand in too many; none is named and none was opened.</summary>
    public sealed record TooMany : DeskFound;

    /// <summary>What was asked is wrong.</summary>
    public sealed record Invalid(IReadOnlyList<FieldError> Errors) : DeskFound;
}

/// <summary>
/// Searches what is sealed, inside the matters on the asker's own desk and nowhere else (safeguard 1): what was told, what the
/// entries say, who the parties are, what the files are called and what stands in them, as far as the body is shown it; never
/// what was offered or conceded in mediation. It is opened in memory and kept nowhere. Who is told that words stand in a matter has looked into
/// it: each hit is a look in its journal, with the purpose that was given. Where there are too many hits nothing is told, so
/// that nobody leafs through a desk by a common word, and no single search is an unusual opening.
/// </summary>
internal sealed class SearchDesk(
    HejieDb db, DeskQuery desk, OpenSealed open, MatterKeys keys, SealedFileStore store, CatalogueHolder catalogue, DirectoryHolder directory, IWords words, TimeProvider time)
{
    /// <summary>The most hits that are told.</summary>
    public const int MostHits = 10;

    /// <summary>The most work that is looked through, what is due first.</summary>
    public const int MostLooked = 200;

    private const int Chunk = 40;
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(5);

    /// <summary>Searches.</summary>
    /// <param name="scope">Who asks.</param>
    /// <param name="asked">The words.</param>
    /// <param name="purpose">Why; the parties of what is found read it.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<DeskFound> RunAsync(Scope scope, string? asked, string? purpose, CancellationToken cancel)
    {
        var errors = new List<FieldError>();
        var typed = asked?.Trim() ?? "";
        var terms = typed.Length is 0 or > ReadFilter.Longest ? [] : SearchText.Of(typed).Terms();
        if (typed.Length > ReadFilter.Longest)
            errors.Add(new FieldError("words", "field.too-long", ReadFilter.Longest.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        else if (terms.Count == 0)
            errors.Add(new FieldError("words", "search.nothing"));
        else if (terms.Count > ReadFilter.MostTerms)
            errors.Add(new FieldError("words", "search.many", ReadFilter.MostTerms.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        if (purpose is null || !OpenSealed.Purposes.Contains(purpose))
            errors.Add(new FieldError("purpose", "field.choice"));
        if (errors.Count > 0)
            return new DeskFound.Invalid(errors);
        if (!scope.OpensMatters)
            return new DeskFound.Done([], 0, false, 0);

        var waiting = await desk.MattersAsync(scope, MostLooked + 1, cancel);
        var (hits, closed, looked, unread) = (new List<DeskHit>(), new List<(int County, Guid Matter)>(), 0, 0);
        using var late = new CancellationTokenSource(s_longest, time);
        using var files = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        foreach (var some in waiting.Take(MostLooked).Chunk(Chunk))
        {
            if (late.IsCancellationRequested)
                break;
            foreach (var seen in await LookThroughAsync(scope, some, terms, files.Token, cancel))
            {
                unread += seen.Unread;
                if (seen.Hit is not { } hit)
                    continue;
                hits.Add(hit);
                if (!seen.IsOpen)
                    closed.Add((hit.Matter.County, hit.Matter.Id));
            }

            looked += some.Length;
            if (hits.Count > MostHits)
                return new DeskFound.TooMany();
        }

        foreach (var (county, matter) in closed)
        {
            // What left the desk meanwhile is not told.
            if (await open.RunAsync(scope.Matter(db, county, matter), scope, purpose!, cancel, searched: true) is not Written.Done)
                hits.RemoveAll(hit => hit.Matter.Id == matter);
        }

        return new DeskFound.Done(hits, looked, looked < waiting.Count, unread);
    }

    private async Task<List<Seen>> LookThroughAsync(
        Scope scope, (int County, Guid Matter)[] some, IReadOnlyList<SearchTerm> terms, CancellationToken files, CancellationToken cancel)
    {
        List<int> counties = [.. some.Select(one => one.County).Distinct()];
        List<Guid> ids = [.. some.Select(one => one.Matter)];
        var rows = await scope.Matters(db, counties).AsNoTracking().Where(row => ids.Contains(row.Id)).ToListAsync(cancel);
        var known = await keys.FindAsync(rows.ConvertAll(row => row.KeyId), cancel);
        var entries = (await db.Entries.AsNoTracking().Where(row => counties.Contains(row.County) && ids.Contains(row.Matter)).OrderBy(row => row.Number)
            .Select(row => new { row.Matter, row.Bytes }).ToListAsync(cancel)).ToLookup(row => row.Matter, row => row.Bytes);
        var parties = (await db.Parties.AsNoTracking().Where(row => counties.Contains(row.County) && ids.Contains(row.Matter)).ToListAsync(cancel)).ToLookup(row => row.Matter);
        var attached = (await db.Attachments.AsNoTracking().Where(row => counties.Contains(row.County) && ids.Contains(row.Matter)).ToListAsync(cancel)).ToLookup(row => row.Matter);
        var teller = new StoryTeller(catalogue.Current.Procedures, directory.Current, words);
        var found = new List<Seen>();
        foreach (var row in rows.OrderBy(row => ids.IndexOf(row.Id)))
        {
            var state = StateCodec.Decode(row.State);
            if (!scope.WorksOn(state) || !known.TryGetValue(row.KeyId, out var key))
                continue;
            var viewer = new Viewer.Staff(scope.By.Id, true, catalogue.Current.Procedures.Version(state.ProcedureHash).SeenBy(state, scope.Body.Id));
            List<byte[]> journal = [.. entries[row.Id]];
            IEnumerable<(string Where, string Text)> texts =
            [
                .. teller.Tell(journal, key, null, viewer).Steps.SelectMany(step => step.Details.Select(detail => (detail.Label, detail.Value))),
                .. parties[row.Id].Where(party => viewer.Reads(party.Role == PartyRole.Filer ? Sight.Filer : Sight.People)).Select(party => (words["search.desk.people"], Text(SealedPerson.Open(party, key)))),
                .. attached[row.Id].Where(_ => viewer.Reads(Sight.Files)).Select(file => (words["search.desk.files"], file.OpenName(key))),
            ];
            var read = texts.Select(text => (text.Where, Text: SearchText.Of(text.Text))).ToList();
            var unread = 0;
            foreach (var file in attached[row.Id].Where(_ => viewer.Reads(Sight.Files)))
            {
                if (await TextAsync(file, key, files, cancel) is { } text)
                    read.Add((words["search.desk.text"], SearchText.Of(text)));
                else
                    unread++;
            }

            // Each word somewhere in the matter: they need not stand in one answer.
            if (!terms.All(term => read.Exists(text => text.Text.Find(term).Any())))
            {
                found.Add(new Seen(null, false, unread));
                continue;
            }

            List<string> where = [.. read.Where(text => terms.Any(term => text.Text.Find(term).Any())).Select(text => text.Where).Distinct()];
            found.Add(new Seen(
                new DeskHit(new FoundMatter(row.County, row.Id, row.Opened, row.Summary, row.Procedure, row.Kind, row.Place, row.StateName, row.Owner, row.Number), where),
                open.IsOpen(journal, scope.By.Id), unread));
        }

        return found;
    }

    /// <summary>What stands in a file; null where it cannot be read, or no longer.</summary>
    private async Task<string?> TextAsync(AttachmentRow file, MatterKey key, CancellationToken files, CancellationToken cancel)
    {
        var kind = Enum.Parse<AttachmentKind>(file.Kind, ignoreCase: true);
        if (!FileText.HasWords(kind))
            return "";
        try
        {
            using var content = new MemoryStream((int)file.Size);
            await using (var stream = await store.OpenAsync(file.County, file.Address, key.Bytes, files))
                await stream.CopyToAsync(content, files);
            return FileText.Read(kind, content.ToArray(), files);
        }
        catch (Exception error) when ((error is OperationCanceledException && !cancel.IsCancellationRequested) || error is FileNotFoundException or InvalidDataException)
        {
            // It is told how many were not read; which files are lost or damaged, the doctor finds.
            return null;
        }
    }

    /// <summary>A matter that was looked through: whether the words stand in it, whether the post has it open, and how many of its files could not be read.</summary>
    private readonly record struct Seen(DeskHit? Hit, bool IsOpen, int Unread);

    private static string Text(Person person) => string.Join(" | ", new[] { person.Name, person.Telephone, person.Address }.OfType<string>());
}
