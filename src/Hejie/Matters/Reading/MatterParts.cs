using Hejie.Bodies;
using Hejie.Journal;
using Hejie.Kernel.Api;
using Hejie.Operations;
using Hejie.Referrals;
using Hejie.Rules.Procedures;
using Hejie.Ui;

namespace Hejie.Matters.Reading;

/// <summary>The state of a matter.</summary>
/// <param name="Name">Its name in the procedure.</param>
/// <param name="Title">What the reader is told.</param>
/// <param name="Stage">The dot on the path.</param>
/// <param name="Ending">How the matter ended, if it did.</param>
/// <param name="Next">In a final state, what the resident can do next.</param>
internal sealed record StateBody(string Name, string Title, string Stage, Ending Ending, string? Next);

/// <summary>A move that the reader can make now.</summary>
/// <param name="Name">Its name: the last part of its address.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Tone">How it is shown among the others.</param>
/// <param name="Form">What it asks.</param>
internal sealed record OpenMove(string Name, string Title, Tone Tone, IReadOnlyList<FieldBody> Form);

/// <summary>The parts of a matter's description that all readers share, in the language of the request.</summary>
internal sealed class MatterParts(CatalogueHolder catalogue, DirectoryHolder directory, IWords words, TimeProvider time)
{
    public BodyDirectory Directory => directory.Current;

    public IWords Words => words;

    public Procedure ProcedureOf(MatterState state) => catalogue.Current.Procedures.Version(state.ProcedureHash);

    public Named Title(Procedure procedure) => new(procedure.Id, words[procedure.Title]);

    public Named Kind(Procedure procedure, string kind) =>
        new(kind, procedure.Kinds.FirstOrDefault(option => option.Code == kind) is { } known ? words[known.Label] : kind);

    /// <summary>The state; a resident is told what it means for them, staff its name.</summary>
    public StateBody State(Procedure procedure, string name, bool toParty)
    {
        var state = procedure.States[name];
        return new StateBody(name, words[toParty ? state.Tells : state.Title], state.Stage, state.Ending, state.Next is { } next ? words[next] : null);
    }

    public IReadOnlyList<ClockView> Clocks(MatterState state) => ClockView.Of(state, catalogue.Current, directory.Current, words);

    /// <summary>The bodies that were called.</summary>
    public IReadOnlyList<ReferralView> Referrals(MatterState state) => ReferralView.Of(state, directory.Current, words, time.GetUtcNow());

    public Story Story(MatterReading reading) =>
        new StoryTeller(catalogue.Current.Procedures, directory.Current, words).Tell(reading.Entries, reading.Matter.Key, reading.Mediation, reading.Viewer);

    /// <summary>The moves open to an actor, each with what can be chosen in its form.</summary>
    public IReadOnlyList<OpenMove> Moves(MatterState state, Procedure procedure, Actor actor) =>
    [
        .. Interpreter.Open(procedure, state, actor, catalogue.Current.Now(time, directory.Current))
            .Select(move => new OpenMove(move.Name, words[move.Title], move.Tone, FieldBody.Form(move.Form, words, field => Choices(field, Interpreter.BodyOf(move, state, actor), state, procedure)))),
    ];

    /// <summary>A kind of work.</summary>
    public Named Work(Procedure procedure, string kind) =>
        new(kind, procedure.Work.TryGetValue(kind, out var known) ? words[known.Title] : kind);

    /// <summary>What a desk's line is called. It knows the procedure by its id only; a name that the version in force no longer has stands as its code.</summary>
    public (Named Kind, Named State, Named Work) Names(string id, string kind, string state, string work) =>
        catalogue.Current.Procedures.Find(id) is { } procedure
            ? (Kind(procedure, kind), new Named(state, procedure.States.TryGetValue(state, out var known) ? words[known.Title] : state), Work(procedure, work))
            : (new Named(kind, kind), new Named(state, state), new Named(work, work));

    /// <summary>What an answer to a move comes to.</summary>
    public MoveBody Moved(MoveReceipt receipt, bool toParty)
    {
        var procedure = catalogue.Current.Procedures.Version(receipt.Procedure);
        return new MoveBody(receipt.Entry, receipt.Version, State(procedure, receipt.State, toParty), receipt.Number, Rules.Time.LegalTime.Instant(receipt.Recorded));
    }

    private IEnumerable<Named> Choices(Field field, int body, MatterState state, Procedure procedure) => field.Type switch
    {
        FieldType.Remedy => procedure.Remedies.Select(option => new Named(option.Code, words[option.Label])),
        FieldType.Post => directory.Current.PostsOf(body)
            .Where(post => field.Role is null || post.Role == field.Role).Select(post => new Named(Number(post.Id), post.Name)),
        FieldType.Party => state.Parties.Select(party => new Named(Number(party.Ordinal), words["party." + party.Role.ToString().ToLowerInvariant()])),
        _ => [],
    };

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>The answer to a move.</summary>
/// <param name="Entry">The number of its entry in the journal.</param>
/// <param name="Version">The matter's version after it, also in <c>ETag</c>.</param>
/// <param name="State">The state after it.</param>
/// <param name="Number">The official number, once there is one.</param>
/// <param name="Recorded">The server's instant.</param>
internal sealed record MoveBody(int Entry, int Version, StateBody State, string? Number, DateTimeOffset Recorded);
