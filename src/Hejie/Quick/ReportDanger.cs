using Hejie.Bodies;
using Hejie.Journal;
using Hejie.Matters.Intake;
using Hejie.Matters.Intake.Attachments;
using Hejie.Operations;
using Hejie.Privacy;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;

namespace Hejie.Quick;

/// <summary>A danger that somebody reports.</summary>
internal sealed record Danger
{
    /// <summary>One of the kinds of the procedure.</summary>
    public required string Kind { get; init; }

    /// <summary>The place's code, as given.</summary>
    public required string Place { get; init; }

    /// <summary>The one line.</summary>
    public required string Line { get; init; }

    /// <summary>Whether the danger can be seen in a sharp photo only; else it is kept in coarse blocks.</summary>
    public bool Sharp { get; init; }

    /// <summary>The photo and its name, or null.</summary>
    public (string Name, Func<Stream> Open)? Photo { get; init; }

    /// <summary>Whether a repetition with other words is answered as the first was, as on a page whose form is sent twice.</summary>
    public bool FirstStands { get; init; }

    /// <summary>The post that reports, or null where a resident does.</summary>
    public Scope? By { get; init; }
}

/// <summary>Takes in a quick report: checked before anything is kept, filed as one entry with the work of all four levels.</summary>
internal sealed class ReportDanger(
    FileMatter file, MatterKeys keys, ReceiveAttachment receiver, CatalogueHolder catalogue, DirectoryHolder directory, TimeProvider time)
{
    /// <summary>The procedure of quick reports, or null where the catalogue has none.</summary>
    public Procedure? Procedure => catalogue.Current.Procedures.InForce.FirstOrDefault(procedure => procedure.IsDanger);

    /// <summary>Files it.</summary>
    /// <param name="danger">What is reported.</param>
    /// <param name="client">Who asks, for repetitions.</param>
    /// <param name="key">What makes it repeatable.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Filed> RunAsync(Danger danger, string client, string key, CancellationToken cancel)
    {
        if (Procedure is not { } procedure)
            return new Filed.Refused("filing.procedure", null);
        var filing = Filing(procedure, danger);
        if (danger.Photo is not { } photo || !IsSound(procedure, danger))
            return await file.RunAsync(filing, client, key, cancel);

        var own = await keys.TakeAsync(cancel);
        var county = PlaceCode.Parse(danger.Place).County;
        await using var content = photo.Open();
        return await receiver.ReceiveAsync(content, 0, county, own.Bytes, danger.Sharp ? Taken.Photo : Taken.CoarsePhoto, cancel) switch
        {
            Received.Accepted { Stored: var stored } => await file.RunAsync(
                filing with
                {
                    Key = own,
                    Files = [new StoredFile(Guid.CreateVersion7(time.GetUtcNow()), stored.Address, stored.Kind.ToString(), stored.Length, Upload.Name(photo.Name, stored.Kind))],
                },
                client, key, cancel),
            Received.Refused refused => new Filed.Invalid([new FieldError("photo", refused.Code)]),
            _ => throw new InvalidOperationException("A file is accepted or refused."),
        };
    }

    private static Filing Filing(Procedure procedure, Danger danger) => new()
    {
        Procedure = procedure.Id,
        Kind = danger.Kind,
        Place = danger.Place,
        Answers = new Dictionary<string, string> { ["line"] = danger.Line, ["sharp"] = danger.Sharp ? "yes" : "no" },
        Filer = new Person("", null, null, PartyRole.Filer),
        // A post that sees a danger reports it as seen in the field: it is given nobody's code.
        TakenDown = danger.By is { } scope ? new TakenDownBy(scope, Presence.Visit) : null,
        FirstStands = danger.FirstStands,
        Quick = true,
        With = (db, matter) => db.QuickReports.Add(RowOf(matter.Row)),
    };

    /// <summary>The row that outlives the text.</summary>
    internal static QuickReportRow RowOf(MatterRow matter) => new()
    {
        County = matter.County,
        Matter = matter.Id,
        Month = MonthOf(matter.Opened),
        Kind = matter.Kind,
        Place = matter.Place,
        Filed = matter.Opened,
    };

    private static int MonthOf(long micros) => LegalTime.DateOf(LegalTime.Instant(micros)) is var day ? (day.Year * 100) + day.Month : 0;

    /// <summary>Whether it can be filed as far as it can be told: no photo is kept of what will be refused.</summary>
    private bool IsSound(Procedure procedure, Danger danger) =>
        procedure.Kinds.Any(kind => kind.Code == danger.Kind)
        && PlaceCode.TryParse(danger.Place, out var place) && directory.Current.IsPlace(place)
        && danger.Line.Trim().Length > 0 && LineGuard.Find(danger.Line) is null;
}
