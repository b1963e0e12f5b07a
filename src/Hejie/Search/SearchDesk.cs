using System.Security.Cryptography;
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
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(5), s_longestFile = TimeSpan.FromSeconds(2);

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
        using var late = new CancellationTokenSource(s_longest, time);
        var (seen, looked) = (new List<Seen>(), 0);
        foreach (var some in waiting.Take(MostLooked).Chunk(Chunk).TakeWhile(_ => !late.IsCancellationRequested))
        {
            seen.AddRange(await LookThroughAsync(scope, some, terms, cancel));
            // Also those that are no longer the body's to open: nothing of them is left to look through.
            looked += some.Length;
        }

        if (seen.Count(matter => matter.IsHit) > MostHits)
            return new DeskFound.TooMany();

        // Files take longer than all else: they are read in the time that is left, what is due first.
        var unread = await ReadFilesAsync(seen, late.Token, cancel);
        List<Seen> hits = [.. seen.Where(matter => matter.IsHit)];
        if (hits.Count > MostHits)
            return new DeskFound.TooMany();
        foreach (var closed in hits.Where(hit => !hit.IsOpen).ToList())
        {
            // What left the desk meanwhile is not told.
            if (await open.RunAsync(scope.Matter(db, closed.Matter.County, closed.Matter.Id), scope, purpose!, cancel, searched: true) is not Written.Done)
                hits.Remove(closed);
        }

        return new DeskFound.Done([.. hits.Select(hit => new DeskHit(hit.Matter, hit.Where))], looked, looked < waiting.Count, unread);
    }

    private async Task<List<Seen>> LookThroughAsync(Scope scope, (int County, Guid Matter)[] some, IReadOnlyList<SearchTerm> terms, CancellationToken cancel)
    {
        List<int> counties = [.. some.Select(one => one.County).Distinct()];
        List<Guid> ids = [.. some.Select(one => one.Matter)];
        var rows = await scope.Matters(db, counties).AsNoTracking().Where(row => ids.Contains(row.Id)).ToListAsync(cancel);
        var known = await keys.FindAsync(rows.ConvertAll(row => row.KeyId), cancel);
        var entries = (await db.Entries.AsNoTracking().Where(row => counties.Contains(row.County) && ids.Contains(row.Matter)).OrderBy(row => row.Number)
            .Select(row => new { row.Matter, row.Bytes }).ToListAsync(cancel)).ToLookup(row => row.Matter, row => row.Bytes);
        var parties = (await db.Parties.AsNoTracking().Where(row => counties.Contains(row.County) && ids.Contains(row.Matter)).ToListAsync(cancel)).ToLookup(row => row.Matter);
        var files = (await db.Attachments.AsNoTracking().Where(row => counties.Contains(row.County) && ids.Contains(row.Matter)).ToListAsync(cancel)).ToLookup(row => row.Matter);
        var teller = new StoryTeller(catalogue.Current.Procedures, directory.Current, words);
        var seen = new List<Seen>();
        foreach (var row in rows.OrderBy(row => ids.IndexOf(row.Id)))
        {
            var state = StateCodec.Decode(row.State);
            if (!scope.WorksOn(state) || !known.TryGetValue(row.KeyId, out var key))
                continue;
            var viewer = new Viewer.Staff(scope.By.Id, true, catalogue.Current.Procedures.Version(state.ProcedureHash).SeenBy(state, scope.Body.Id));
            List<byte[]> journal = [.. entries[row.Id]];
            List<AttachmentRow> shown = viewer.Reads(Sight.Files) ? [.. files[row.Id]] : [];
            var matter = new Seen(
                new FoundMatter(row.County, row.Id, row.Opened, row.Summary, row.Procedure, row.Kind, row.Place, row.StateName, row.Owner, row.Number),
                key, shown, open.IsOpen(journal, scope.By.Id), terms);
            IEnumerable<(string Where, string Text)> texts =
            [
                .. teller.Tell(journal, key, null, viewer).Steps.SelectMany(step => step.Details.Select(detail => (detail.Label, detail.Value))),
                .. parties[row.Id].Where(party => viewer.Reads(party.Role == PartyRole.Filer ? Sight.Filer : Sight.People)).Select(party => (words["search.desk.people"], Text(SealedPerson.Open(party, key)))),
                .. shown.Select(file => (words["search.desk.files"], file.OpenName(key))),
            ];
            foreach (var (where, text) in texts)
                matter.Read(where, text);
            seen.Add(matter);
        }

        return seen;
    }

    /// <summary>Reads the files of matters until the time is over.</summary>
    /// <returns>How many were not read, or not to their end.</returns>
    private async Task<int> ReadFilesAsync(List<Seen> seen, CancellationToken late, CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late, cancel);
        await using var reader = new FileTextReader(s_longestFile, time);
        var unread = 0;
        foreach (var matter in seen)
        {
            foreach (var file in matter.Files.Where(file => FileText.HasWords(Kind(file))))
            {
                var text = late.IsCancellationRequested ? null : await WordsAsync(reader, file, matter.Key, either.Token, cancel);
                if (text is not null)
                    matter.Read(words["search.desk.text"], text.Text);
                if (text is not { IsWhole: true })
                    unread++;
            }
        }

        return unread;
    }

    /// <summary>What stands in a file; null where it cannot be read, or no longer.</summary>
    private async Task<FileWords?> WordsAsync(FileTextReader reader, AttachmentRow file, MatterKey key, CancellationToken files, CancellationToken cancel)
    {
        try
        {
            using var content = new MemoryStream((int)file.Size);
            await using (var stream = await store.OpenAsync(file.County, file.Address, key.Bytes, files))
                await stream.CopyToAsync(content, files);
            return await reader.ReadAsync(Kind(file), content.GetBuffer().AsMemory(0, (int)content.Length), files);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or CryptographicException || (error is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            // It is told how many were not read; which files are lost or damaged, the doctor finds.
            return null;
        }
    }

    private static AttachmentKind Kind(AttachmentRow file) => Enum.Parse<AttachmentKind>(file.Kind, ignoreCase: true);

    /// <summary>A matter that is looked through.</summary>
    private sealed class Seen(FoundMatter matter, MatterKey key, IReadOnlyList<AttachmentRow> files, bool isOpen, IReadOnlyList<SearchTerm> terms)
    {
        private readonly HashSet<SearchTerm> _missing = [.. terms];
        private readonly List<string> _where = [];

        public FoundMatter Matter => matter;

        public MatterKey Key => key;

        /// <summary>The files that the body is shown.</summary>
        public IReadOnlyList<AttachmentRow> Files => files;

        /// <summary>Whether the post has it open.</summary>
        public bool IsOpen => isOpen;

        /// <summary>Whether each word stands somewhere in it: they need not stand in one answer.</summary>
        public bool IsHit => _missing.Count == 0;

        /// <summary>In what words stand.</summary>
        public IReadOnlyList<string> Where => _where;

        public void Read(string where, string text)
        {
            var read = SearchText.Of(text);
            List<SearchTerm> found = [.. terms.Where(term => read.Find(term).Any())];
            _missing.ExceptWith(found);
            if (found.Count > 0 && !_where.Contains(where))
                _where.Add(where);
        }
    }

    private static string Text(Person person) => string.Join(" | ", new[] { person.Name, person.Telephone, person.Address }.OfType<string>());
}
