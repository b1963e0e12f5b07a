using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Journal;
using Hejie.Matters.Tracking;
using Hejie.Notices;
using Hejie.Operations;
using Hejie.Privacy;
using Hejie.Quick;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;

namespace Hejie.Matters.Intake;

/// <summary>What a resident files.</summary>
internal sealed record Filing
{
    /// <summary>The procedure's id.</summary>
    public required string Procedure { get; init; }

    /// <summary>The kind within it.</summary>
    public required string Kind { get; init; }

    /// <summary>The place's code, as given.</summary>
    public required string Place { get; init; }

    /// <summary>The body that it is about, where the procedure asks.</summary>
    public int? About { get; init; }

    /// <summary>The answers to the procedure's form, by field.</summary>
    public required IReadOnlyDictionary<string, string> Answers { get; init; }

    /// <summary>Who files: name, telephone and address for service; all may be empty where the law allows it.</summary>
    public required Person Filer { get; init; }

    /// <summary>The guardian, where who files is under 14; null where they are older.</summary>
    public Guardian? Guardian { get; init; }

    /// <summary>Whether an answer to a question that the form does not ask is an error, as for programs.</summary>
    public bool Strict { get; init; }

    /// <summary>Who writes it down for the filer, and by which way the filer is there; null where the filer does.</summary>
    public TakenDownBy? TakenDown { get; init; }

    /// <summary>Whether the telephone was confirmed by a one-time code. Only then its hash is kept.</summary>
    public bool TelephoneConfirmed { get; init; }

    /// <summary>The files that came before, sealed with <see cref="Key"/>.</summary>
    public IReadOnlyList<StoredFile> Files { get; init; } = [];

    /// <summary>The key that the files are sealed with and the matter will have; null: a fresh one.</summary>
    public MatterKey? Key { get; init; }

    /// <summary>Whether a repetition with other words is answered as the first was: a page's draft is filed once, whatever was changed in another window.</summary>
    public bool FirstStands { get; init; }

    /// <summary>Whether it comes by the door of quick reports, which alone files them: its photos are coarse, its line is held to the danger.</summary>
    public bool Quick { get; init; }

    /// <summary>Further rows of the same transaction.</summary>
    public Action<HejieDb, LoadedMatter>? With { get; init; }
}

/// <summary>A post that writes down what somebody else files.</summary>
/// <param name="Scope">The post's scope.</param>
/// <param name="By">By which way the filer is there.</param>
internal sealed record TakenDownBy(Scope Scope, Presence By);

/// <summary>A file that was received and sealed.</summary>
internal sealed record StoredFile(Guid Id, string Address, string Kind, long Size, string Name);

/// <summary>The answer to a filing, the same at every repetition.</summary>
/// <param name="County">The matter's county.</param>
/// <param name="Matter">The matter's id.</param>
/// <param name="Code">The filer's tracking code, in plain characters; nobody but the filer is ever given it. Empty where somebody else wrote it down: then it goes to the filer's telephone, or there is none.</param>
/// <param name="Body">The body that has it.</param>
/// <param name="Recorded">The server's instant, microseconds UTC.</param>
internal sealed record Receipt(int County, Guid Matter, string Code, int Body, long Recorded);

/// <summary>What came of a filing.</summary>
internal abstract record Filed
{
    private Filed()
    {
    }

    public sealed record Done(Receipt Receipt, bool Replayed) : Filed;

    public sealed record Invalid(IReadOnlyList<FieldError> Errors) : Filed;

    public sealed record Refused(string Code, string? Detail) : Filed;

    public sealed record KeyReused : Filed;
}

/// <summary>A resident's dispute or request comes in: one entry, the first of its matter.</summary>
internal sealed class FileMatter(
    MatterJournal journal, MatterKeys keys, CatalogueHolder catalogue, DirectoryHolder directory, TrackingCodes codes, TelephoneHash telephones, Invitations invitations,
    TimeProvider time)
{
    /// <summary>The entry's kind.</summary>
    public const string Kind = "filed";

    public async Task<Filed> RunAsync(Filing filing, string client, string key, CancellationToken cancel)
    {
        if (catalogue.Current.Procedures.Find(filing.Procedure) is not { } procedure)
            return new Filed.Refused("filing.procedure", filing.Procedure);
        if (procedure.IsDanger != filing.Quick)
            return new Filed.Refused("filing.quick", null);
        if (filing.TakenDown is { } helper && Helping.Refused(helper.Scope, procedure, filing.Kind, filing.About) is { } why)
            return new Filed.Refused(why, null);
        var bodies = directory.Current;
        var answers = FormReader.Read(
            procedure.Intake, filing.Answers, new FormContext(bodies, time.GetUtcNow(), null, filing.About, procedure.Remedies, []), out var errors);
        var filer = FormReader.Filer(filing.Filer, out var unreadable);
        filing = filing with { Filer = filer };
        var guardian = Guardian.IsAsked(procedure) ? filing.Guardian : null;
        errors = [.. errors, .. unreadable, .. Missing(filing, procedure), .. guardian?.Errors() ?? [], .. LineGuard.Errors(procedure, procedure.Intake, answers), .. filing.Strict ? FormReader.Unasked(procedure.Intake, filing.Answers) : []];
        if (errors.Count > 0)
            return new Filed.Invalid(errors);

        if (guardian is not null)
            answers = answers with { Sealed = answers.Sealed.Concat(guardian.Texts()).ToDictionary() };
        var place = PlaceCode.Parse(filing.Place);
        var people = answers.People.Prepend(filer).ToList();
        var outcome = Interpreter.File(
            procedure, filing.Kind, place, filing.About, [.. people.Select(person => person.Role)], catalogue.Current.Now(time, bodies));
        if (outcome is not Outcome.Applied applied)
            return outcome is Outcome.Refused refused ? new Filed.Refused(refused.Code, refused.Detail) : throw new InvalidOperationException();

        var id = Guid.CreateVersion7(time.GetUtcNow());
        var code = filing.TakenDown is null ? TrackingCodes.Fresh(place.County) : "";
        var receipt = new Receipt(place.County, id, code, applied.Next.Owner, LegalTime.Micros(time.GetUtcNow()));
        var draft = new EntryDraft
        {
            Kind = Kind,
            Actor = new Actor.Party(1, PartyRole.Filer),
            Answers = answers with { People = people },
            Effects = filing.TakenDown is { } by
                ? [.. applied.Effects, new Effect.TakenDown(by.Scope.By.Id, by.By, CodeSent: filing.TelephoneConfirmed && filer.Telephone is not null)]
                : applied.Effects,
            Catalogue = procedure.Hash,
            Restricted = procedure.NamedFor(filing.Kind).Count > 0,
            With = (db, matter, entry) => AddParties(db, matter, entry, people, filing, code),
        };
        var written = await journal.BeginAsync(
            place.County, id, filing.Key ?? await keys.TakeAsync(cancel), draft, RequestKey.For(client, key, filing.FirstStands ? "" : Describe(filing)),
            JsonSerializer.SerializeToUtf8Bytes(receipt, ReceiptJson.Default.Receipt), cancel);
        return written switch
        {
            Written.Done => new Filed.Done(receipt, Replayed: false),
            Written.Replayed first => new Filed.Done(JsonSerializer.Deserialize(first.Answer, ReceiptJson.Default.Receipt)!, Replayed: true),
            Written.KeyReused => new Filed.KeyReused(),
            _ => throw new InvalidOperationException($"Filing cannot come out as {written.GetType().Name}."),
        };
    }

    private IEnumerable<FieldError> Missing(Filing filing, Procedure procedure)
    {
        if (!PlaceCode.TryParse(filing.Place, out var place) || directory.Current.Place(place) is null)
            yield return new FieldError("place", "field.place");
        if (procedure.Kinds.All(kind => kind.Code != filing.Kind))
            yield return new FieldError("kind", "field.choice");
        if (!procedure.AsksAbout && filing.About is not null)
            yield return new FieldError("about", "field.choice");
    }

    private void AddParties(HejieDb db, LoadedMatter matter, EntryHeader entry, List<Person> people, Filing filing, string code)
    {
        for (var index = 0; index < people.Count; index++)
        {
            var filer = index == 0;
            var row = new PartyRow
            {
                County = matter.Row.County,
                Matter = matter.Row.Id,
                Ordinal = index + 1,
                Role = people[index].Role,
                Code = filer && filing.TakenDown is null ? codes.Hash(code) : null,
                // While staff write, no telephone is hashed: the filer comes in with the code first.
                Telephone = filer && filing.TakenDown is null && filing.TelephoneConfirmed && people[0].Telephone is { } telephone ? telephones.Of(telephone) : null,
                Person = SealedPerson.Seal(people[index], matter.Row.Id, index + 1, matter.Key),
                AsksDigits = people[index].Telephone is not null,
            };
            db.Parties.Add(row);
            if (filer && filing is { TakenDown: not null, TelephoneConfirmed: true } && people[0].Telephone is { } own)
                invitations.SendOwn(db, matter, row, own);
        }

        foreach (var file in filing.Files)
            db.Attachments.Add(AttachmentRow.Of(matter, file, entry.Number));
        filing.With?.Invoke(db, matter);
    }

    /// <summary>What exactly was asked, so that the same key with another request is refused.</summary>
    private static string Describe(Filing filing)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{filing.Procedure}\n{filing.Kind}\n{filing.Place}\n{filing.About}\n");
        text.Append(CultureInfo.InvariantCulture, $"{filing.Filer.Name}\n{filing.Filer.Telephone}\n{filing.Filer.Address}\n");
        if (filing.Guardian is { } guardian)
            text.Append(CultureInfo.InvariantCulture, $"{guardian.Name}\n{guardian.Telephone}\n{guardian.Consents}\n");
        foreach (var (name, answer) in filing.Answers.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"{name}={answer}\n");
        foreach (var file in filing.Files)
            text.Append(CultureInfo.InvariantCulture, $"{file.Address}\n");
        return text.ToString();
    }
}

[JsonSerializable(typeof(Receipt))]
internal sealed partial class ReceiptJson : JsonSerializerContext;
