using System.Security.Cryptography;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Handling;
using Hejie.Matters.Tracking;
using Hejie.Operations;
using Hejie.Privacy;
using Hejie.Quick;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;

namespace Hejie.Matters.Together;

/// <summary>A part of a matter that is to become one of its own.</summary>
internal sealed record Severance
{
    /// <summary>Whose part it is, by their ordinal.</summary>
    public required int Party { get; init; }

    /// <summary>Its kind within the same procedure.</summary>
    public required string Kind { get; init; }

    /// <summary>The answers to the procedure's form, as whoever handles it writes them down from what was told.</summary>
    public required IReadOnlyDictionary<string, string> Answers { get; init; }

    public required VersionCheck Check { get; init; }

    /// <summary>What makes it repeatable.</summary>
    public required RequestKey Request { get; init; }
}

/// <summary>
/// Makes a part of a matter one of its own, with its own journal, dates and answer: where somebody told two things at once,
/// or where one of those who came together wants their own answer. Both journals begin to know of each other in one
/// transaction. What runs in the matter goes on there; the part stays with the body that has the matter, which takes it as any
/// other, from the day on which it was severed. Its party opens it from their own matter, so that no new code has to reach them.
/// </summary>
internal sealed class SeverPart(HejieDb db, MatterJournal journal, MatterKeys keys, OpenSealed look, PartiesOf parties, CatalogueHolder catalogue, DirectoryHolder directory, TimeProvider time)
{
    /// <summary>The entries' kinds: in the matter, and the first of the new one.</summary>
    public const string Kind = "part-severed", FirstKind = "severed";

    /// <summary>The most parts that one matter is divided into.</summary>
    public const int Most = 50;

    /// <summary>Severs the part.</summary>
    /// <param name="scope">Who asks; its body has the matter, and opened it.</param>
    /// <param name="county">The matter's county.</param>
    /// <param name="id">The matter.</param>
    /// <param name="part">The part.</param>
    /// <param name="cancel">Cancels.</param>
    public Task<Written> RunAsync(Scope scope, int county, Guid id, Severance part, CancellationToken cancel) => journal.AppendAsync(
        scope.Matter(db, county, id), part.Check, matter => DecideAsync(scope, matter, part, cancel), part.Request, cancel);

    private async ValueTask<Decision> DecideAsync(Scope scope, LoadedMatter matter, Severance part, CancellationToken cancel)
    {
        var state = matter.State;
        if (state.Owner != scope.Body.Id)
            return Refuse("together.not-yours");
        if (state.HasEnded)
            return Refuse("together.ended");
        if (!look.IsOpen(await journal.EntriesAsync(matter.Row.County, matter.Row.Id, cancel), scope.Post.Id))
            return Refuse("look.unopened");
        if (state.Severed.Length >= Most)
            return Refuse("together.many");
        var procedure = catalogue.Current.Procedures.Version(state.ProcedureHash);
        var bodies = directory.Current;
        var answers = FormReader.Read(
            procedure.Intake, part.Answers, new FormContext(bodies, time.GetUtcNow(), null, state.About, procedure.Remedies, []), out var errors);
        errors = [.. errors, .. LineGuard.Errors(procedure, procedure.Intake, answers)];
        if (procedure.Kinds.All(kind => kind.Code != part.Kind))
            errors = [.. errors, new FieldError("kind", "field.choice")];
        var party = (await parties.ReadAsync(db, matter.Row.County, matter.Row.Id, cancel)).FirstOrDefault(row => row.Ordinal == part.Party);
        if (party is null)
            errors = [.. errors, new FieldError("party", "field.choice")];
        if (errors.Count > 0 || party is null)
            return new Decision.Stop(new Written.Invalid(errors));

        List<Person> people = [SealedPerson.Open(party, matter.Key) with { Role = PartyRole.Filer }, .. answers.People];
        var outcome = Interpreter.File(
            procedure, part.Kind, PlaceCode.Of(state.Place), state.About, [.. people.Select(person => person.Role)],
            catalogue.Current.Now(time, bodies), state.Owner);
        if (outcome is not Outcome.Applied applied)
            return outcome is Outcome.Refused refused ? Refuse(refused.Code, refused.Detail) : throw new InvalidOperationException();

        var (fresh, key) = (Guid.CreateVersion7(time.GetUtcNow()), await keys.TakeAsync(cancel));
        var first = new EntryDraft
        {
            Kind = FirstKind,
            Actor = scope.Actor,
            Answers = answers with { People = people },
            Effects = [.. applied.Effects, new Effect.SeveredFrom(matter.Row.Id)],
            Catalogue = procedure.Hash,
            Restricted = procedure.NamedFor(part.Kind).Count > 0,
            With = (tables, written, _) => tables.Parties.AddRange(people.Select((person, index) => new PartyRow
            {
                County = written.Row.County,
                Matter = written.Row.Id,
                Ordinal = index + 1,
                Role = person.Role,
                Person = SealedPerson.Seal(person, written.Row.Id, index + 1, key),
                // What opens the matter opens its part; nobody has a code for the part alone, and this is none that can be typed.
                Code = index == 0 && party.Code is not null ? RandomNumberGenerator.GetBytes(party.Code.Length) : null,
                AsksDigits = person.Telephone is not null,
                NoMessages = index == 0 && party.NoMessages,
            })),
        };
        return new Decision.Write(new EntryDraft
        {
            Kind = Kind,
            Actor = scope.Actor,
            Answers = Answers.None,
            Effects = [new Effect.PartSevered(fresh, part.Party)],
            Catalogue = procedure.Hash,
            With = (tables, _, entry) => MatterJournal.BeginBeside(tables, entry, fresh, key, first),
        });
    }

    private static Decision.Stop Refuse(string code, string? detail = null) => new(new Written.Refused(code, detail));
}
