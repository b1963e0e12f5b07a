using System.Globalization;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Intake;
using Hejie.Matters.Tracking;
using Hejie.Notices;
using Hejie.Operations;
using Hejie.Quick;
using Hejie.Rules.Procedures;

namespace Hejie.Matters.Handling;

/// <summary>A move that somebody asks to make.</summary>
internal sealed record MoveRequest
{
    /// <summary>The move's name in the procedure.</summary>
    public required string Move { get; init; }

    public required Actor Actor { get; init; }

    /// <summary>The raw answers to its form.</summary>
    public required IReadOnlyDictionary<string, string> Answers { get; init; }

    /// <summary>Whether an answer to a question that the form does not ask is an error, as for programs.</summary>
    public bool Strict { get; init; }

    public VersionCheck Check { get; init; }

    /// <summary>Files that came before, sealed with the matter's key.</summary>
    public IReadOnlyList<StoredFile> Files { get; init; } = [];

    /// <summary>What makes it repeatable, or null.</summary>
    public RequestKey? Request { get; init; }
}

/// <summary>
/// Makes a move of a matter's procedure, whoever makes it: accept, refuse, transfer, set a sitting, sign, withdraw. What
/// each asks and does stands in the procedure's file; what all have in common stands here.
/// </summary>
internal sealed class MakeMove(
    HejieDb db, MatterJournal journal, PartiesOf parties, CatalogueHolder catalogue, DirectoryHolder directory, Invitations invitations, TimeProvider time)
{
    /// <summary>The prefix of the entry's kind; the move's name follows.</summary>
    public const string Prefix = "move:";

    /// <summary>Makes the move.</summary>
    /// <param name="matters">The matter within the scope of who asks.</param>
    /// <param name="request">The move.</param>
    /// <param name="cancel">Cancels.</param>
    public Task<Written> RunAsync(IQueryable<MatterRow> matters, MoveRequest request, CancellationToken cancel) =>
        journal.AppendAsync(matters, request.Check, matter => DecideAsync(matter, request, cancel), request.Request, cancel);

    /// <summary>What the answers to a move of this matter are checked against.</summary>
    public static FormContext Context(MatterState state, Procedure procedure, Move move, Actor actor, IBodies bodies, DateTimeOffset now) =>
        new(bodies, now, Interpreter.BodyOf(move, state, actor), state.About, procedure.Remedies, [.. state.Parties.Select(party => party.Ordinal)]);

    private async ValueTask<Decision> DecideAsync(LoadedMatter matter, MoveRequest request, CancellationToken cancel)
    {
        var procedure = catalogue.Current.Procedures.Version(matter.State.ProcedureHash);
        if (!procedure.Moves.TryGetValue(request.Move, out var move))
            return new Decision.Stop(new Written.Refused("move.unknown", request.Move));

        var circumstances = catalogue.Current.Now(time, directory.Current);
        var raw = WithFiles(request);
        var answers = FormReader.Read(
            move.Form, raw, Context(matter.State, procedure, move, request.Actor, circumstances.Bodies, circumstances.Now), out var errors);
        if (request.Strict)
            errors = [.. errors, .. FormReader.Unasked(move.Form, request.Answers)];
        var outcome = errors.Count > 0 && !Interpreter.Open(procedure, matter.State, request.Actor, circumstances).Contains(move)
            ? Interpreter.Apply(procedure, matter.State, move, request.Actor, answers, circumstances)
            : null;
        if (outcome is Outcome.Refused early)
            return new Decision.Stop(new Written.Refused(early.Code, early.Detail));
        if (SummaryGuard.Errors(move, answers, await NamedAsync(matter, answers, cancel)) is { Count: > 0 } personal)
            errors = [.. errors, .. personal];
        errors = [.. errors, .. LineGuard.Errors(procedure, move.Form, answers)];
        if (errors.Count > 0)
            return new Decision.Stop(new Written.Invalid(errors));
        if (OwnHand.Separates(move) && request.Actor is Actor.Staff hand && OwnHand.ActedOtherwise(hand, await journal.EntriesAsync(matter.Row.County, matter.Row.Id, cancel)))
            return new Decision.Stop(new Written.Refused("move.own-hand", null));

        var people = move.InvitesParties ? await PeopleAsync(matter, cancel) : [];
        return Interpreter.Apply(procedure, matter.State, move, request.Actor, answers, circumstances) switch
        {
            Outcome.Refused refused => new Decision.Stop(new Written.Refused(refused.Code, refused.Detail)),
            Outcome.Applied applied => new Decision.Write(new EntryDraft
            {
                Kind = Prefix + move.Name,
                Actor = request.Actor,
                Answers = answers,
                Effects = applied.Effects,
                Catalogue = procedure.Hash,
                SealedWith = move.Confidential ? SealedWith.Mediation : SealedWith.Matter,
                Draws = move.Numbers ? (applied.Next.Owner, procedure) : null,
                With = (tables, written, entry) =>
                {
                    foreach (var file in request.Files)
                        tables.Attachments.Add(AttachmentRow.Of(written, file, entry.Number));
                    var joined = Joined(written, matter.State.Parties.Length, answers.People);
                    tables.Parties.AddRange(joined.Select(party => party.Row));
                    SummaryGuard.Withdraw(written.Row, answers.People);
                    if (move.InvitesParties)
                        invitations.Send(tables, written, [.. people, .. joined]);
                },
            }),
            _ => throw new InvalidOperationException(),
        };
    }

    /// <summary>The parties' rows, to invite them.</summary>
    private async Task<IReadOnlyList<(PartyRow Row, Person Person)>> PeopleAsync(LoadedMatter matter, CancellationToken cancel)
    {
        var rows = await parties.ReadAsync(db, matter.Row.County, matter.Row.Id, cancel);
        return [.. rows.Select(row => (row, SealedPerson.Open(row, matter.Key)))];
    }

    /// <summary>Everybody whom the matter's entries name, so that no summary does: also as they were called before a correction, and a guardian.</summary>
    private async Task<IReadOnlyList<Person>> NamedAsync(LoadedMatter matter, Answers answers, CancellationToken cancel)
    {
        if (!answers.Sealed.ContainsKey("summary"))
            return [];
        var (named, closed) = (new List<Person>(answers.People), false);
        foreach (var bytes in await journal.EntriesAsync(matter.Row.County, matter.Row.Id, cancel))
        {
            if (EntryCodec.Header(bytes).SealedWith != SealedWith.Matter)
            {
                closed = true;
                continue;
            }

            var content = EntryCodec.Open(bytes, matter.Key.Bytes);
            named.AddRange(content.People);
            if (content.Texts.TryGetValue(Guardian.NameField, out var guardian))
                named.Add(new Person(guardian, null, null, PartyRole.Third));
        }

        // Who joined in what is sealed apart stands among the parties.
        return closed ? [.. named, .. (await PeopleAsync(matter, cancel)).Select(party => party.Person)] : named;
    }

    /// <summary>The rows of persons who join with this move, numbered on from those who are there.</summary>
    private static List<(PartyRow Row, Person Person)> Joined(LoadedMatter matter, int before, IReadOnlyList<Person> people) =>
        [.. people.Select((person, index) => (new PartyRow
        {
            County = matter.Row.County,
            Matter = matter.Row.Id,
            Ordinal = before + 1 + index,
            Role = person.Role,
            Person = SealedPerson.Seal(person, matter.Row.Id, before + 1 + index, matter.Key),
            AsksDigits = person.Telephone is not null,
        }, person))];

    /// <summary>Files answer the form's question for files by their ids.</summary>
    private static IReadOnlyDictionary<string, string> WithFiles(MoveRequest request)
    {
        if (request.Files.Count == 0)
            return request.Answers;
        var raw = new Dictionary<string, string>(request.Answers);
        var ids = string.Join('\n', request.Files.Select(file => file.Id.ToString("N", CultureInfo.InvariantCulture)));
        raw["files"] = ids;
        raw["scan"] = ids;
        return raw;
    }
}
