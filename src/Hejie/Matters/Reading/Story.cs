using Hejie.Bodies;
using Hejie.Journal;
using Hejie.Operations.Replay;
using Hejie.Privacy;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Ui;

namespace Hejie.Matters.Reading;

/// <summary>One step of a matter, as its reader is told it.</summary>
/// <param name="Number">The entry's number.</param>
/// <param name="At">When it was recorded, Asia/Shanghai.</param>
/// <param name="Text">What happened, in one sentence.</param>
/// <param name="By">Who: body and post for staff, the party's role, or empty for the system and the reader's own acts.</param>
/// <param name="Details">The answers that the reader may see.</param>
internal sealed record StoryStep(int Number, DateTimeOffset At, string Text, string By, IReadOnlyList<StoryDetail> Details);

/// <summary>An answer with its question.</summary>
internal sealed record StoryDetail(string Label, string Value);

/// <summary>A look at what is sealed: who, when and why.</summary>
internal sealed record Look(DateTimeOffset At, string By, string Purpose);

/// <summary>A matter told from its journal.</summary>
/// <param name="Steps">The steps, newest first.</param>
/// <param name="Looks">Who looked, newest first.</param>
internal sealed record Story(IReadOnlyList<StoryStep> Steps, IReadOnlyList<Look> Looks);

/// <summary>Tells a matter's entries in the reader's language, and no more of them than the reader may know.</summary>
internal sealed class StoryTeller(ProcedureBook procedures, BodyDirectory directory, IWords words)
{
    private readonly AnswerWords _answers = new(directory, words);

    /// <summary>Tells the entries.</summary>
    /// <param name="entries">The stored bytes in their order.</param>
    /// <param name="key">The matter's key; used only for what the viewer may read.</param>
    /// <param name="mediation">The key of what was said in mediation, or null.</param>
    /// <param name="viewer">For whom.</param>
    public Story Tell(IReadOnlyList<byte[]> entries, MatterKey key, MatterKey? mediation, Viewer viewer)
    {
        var steps = new List<StoryStep>(entries.Count);
        var looks = new List<Look>();
        var state = MatterState.Empty;
        foreach (var bytes in entries)
        {
            var header = EntryCodec.Header(bytes);
            var before = state;
            state = state.After(header.Effects);
            if (header.Kind == Handling.OpenSealed.Kind)
                looks.Add(new Look(LegalTime.Instant(header.Recorded), By(header.Actor, viewer), Purpose(header)));
            else
                steps.Add(Step(header, bytes, before, state, key, mediation, viewer));
        }

        steps.Reverse();
        looks.Reverse();
        return new Story(steps, looks);
    }

    /// <summary>Why somebody looked; and that they came to it by words that stand in it.</summary>
    private string Purpose(EntryHeader header)
    {
        var purpose = words["look." + header.Clear.GetValueOrDefault("purpose", "other")];
        return header.Clear.ContainsKey(Handling.OpenSealed.Searched) ? words["search.look", purpose] : purpose;
    }

    private StoryStep Step(
        EntryHeader header, byte[] bytes, MatterState before, MatterState state, MatterKey key, MatterKey? mediation, Viewer viewer)
    {
        var procedure = procedures.Version(state.ProcedureHash);
        var move = header.Kind.StartsWith(Handling.MakeMove.Prefix, StringComparison.Ordinal)
            ? procedure.Moves.GetValueOrDefault(header.Kind[Handling.MakeMove.Prefix.Length..])
            : null;
        var form = move?.Form ?? (header.Kind is Intake.FileMatter.Kind or Together.SeverPart.FirstKind or Import.TakeIn.Kind ? procedure.Intake : []);
        // What was written down of a part is told by its filer, whoever severed it.
        var own = viewer is Viewer.Party reader && (header.Actor is Actor.Party actor ? actor.Ordinal == reader.Ordinal
            : header.Kind == Together.SeverPart.FirstKind && reader.Ordinal == 1);
        return new StoryStep(
            header.Number, LegalTime.Instant(header.Recorded), Sentence(header, move, procedure, before, state, viewer, own), By(header, viewer),
            Details(header, bytes, [.. form.Where(field => IsShown(header, move, field, viewer, own))], procedure, state, key, mediation, viewer, own));
    }

    private string Sentence(
        EntryHeader header, Move? move, Procedure procedure, MatterState before, MatterState state, Viewer viewer, bool own)
    {
        // Words of the catalogue speak to who acted; others read who did what.
        if (header.Actor is Actor.Party party && !own)
            return header.Kind == Intake.FileMatter.Kind
                ? words["story.filed"]
                : words["story.party", words["party." + AnswerWords.Code(party.Role)], move is null ? Otherwise(header) : words[move.ToOthers ?? move.Title]];
        var told = header.Kind == Intake.FileMatter.Kind ? procedure.Opening.Tells : move?.Tells;
        if (told is null)
        {
            return header.Kind switch
            {
                Handling.PassClocks.Kind => PassedClocks(header, procedure),
                RecountClocks.Kind => RecountedClocks(header, procedure, before, state),
                Import.TakeIn.Kind => Imported(header),
                _ => Otherwise(header),
            };
        }

        var body = header.Effects.OfType<Effect.Owned>().LastOrDefault()?.Body ?? (header.Actor is Actor.Staff staff ? staff.Body : state.Owner);
        return words.Fill(told, ("body", directory.NameOf(body)), ("number", state.Number));
    }

    /// <summary>An entry that is no move of a procedure has words of its own kind.</summary>
    private string Otherwise(EntryHeader header) => words.Find("story." + header.Kind.Replace(':', '-')) ?? header.Kind;

    /// <summary>Where it was kept so far, since when, and how it stands there: the source's word, and nobody else's.</summary>
    private string Imported(EntryHeader header) => words[
        "import.story", header.Clear.GetValueOrDefault(Import.TakeIn.Source), words.Day(LegalTime.DateOf(LegalTime.Instant(header.Happened))),
        words["import.outcome." + header.Clear.GetValueOrDefault(Import.TakeIn.Outcome, "open")]];

    private string PassedClocks(EntryHeader header, Procedure procedure) => string.Join(" ", header.Effects.OfType<Effect.ClockChanged>()
        .Where(clock => clock.Status == ClockStatus.Passed)
        .Select(clock => procedure.FindClock(clock.Name) is { } known
            ? words[known.Binds ? "story.passed" : "story.gone", TitleOf(known, clock.Name, header), words.Day(clock.Due)]
            : words["story.gone", clock.Name, words.Day(clock.Due)]));

    /// <summary>What a clock is called, with whose it was where others were called.</summary>
    private string TitleOf(Clock clock, string name, EntryHeader header) => Clock.ReferralOf(name) is not null && header.Clear.TryGetValue("body", out var body)
        ? words["referral.clock", words[clock.Title], directory.NameOf(int.Parse(body, System.Globalization.CultureInfo.InvariantCulture))]
        : words[clock.Title];

    /// <summary>Which dates changed, from what to what, and why: by another rule, else by another calendar.</summary>
    private string RecountedClocks(EntryHeader header, Procedure procedure, MatterState before, MatterState state)
    {
        var ruled = header.Effects.OfType<Effect.ClockRuled>().Select(clock => clock.Name).ToHashSet();
        var names = header.Effects.OfType<Effect.ClockChanged>().Select(clock => clock.Name).Union(ruled);
        return string.Join(" ", names.Select(name =>
        {
            var (was, now) = (before.Clock(name)!, state.Clock(name)!);
            var title = procedure.FindClock(name) is { } known ? words[known.Title] : name;
            var text = was.Due == now.Due ? words["story.recounted.same", title, words.Day(now.Due)]
                : words[ruled.Contains(name) ? "story.recounted.rule" : "story.recounted.calendar", title, words.Day(was.Due), words.Day(now.Due)];
            return was.Status == ClockStatus.Passed ? text + " " + words["story.recounted.again"] : text;
        }));
    }

    /// <summary>Whether an answer is for the reader: one's own, what the parties are told, and for staff what their body is shown.</summary>
    private static bool IsShown(EntryHeader header, Move? move, Field field, Viewer viewer, bool own) => field.Type != FieldType.Files && viewer switch
    {
        Viewer.Staff { Sight: var sight } => (header.Actor is Actor.Staff by && by.Body == sight.Body) || sight.Shows(move?.Name, field),
        _ => own || field.ToResident,
    };

    private List<StoryDetail> Details(
        EntryHeader header, byte[] bytes, IReadOnlyList<Field> shown, Procedure procedure, MatterState state, MatterKey key, MatterKey? mediation, Viewer viewer, bool own)
    {
        var open = viewer is Viewer.Party or Viewer.Staff { Opened: true };
        var sealing = header.SealedWith == SealedWith.Mediation ? (viewer is Viewer.Staff { Opened: true } ? mediation : null) : key;
        // Who filed for themselves as a child reads who answers for them; so do those who opened the matter.
        var guarded = header.Kind == Intake.FileMatter.Kind && (own || (viewer is Viewer.Staff staff && staff.Reads(Sight.Guardian)));
        var content = open && sealing is not null && (guarded || shown.Any(field => field.Sealed)) ? EntryCodec.Open(bytes, sealing.Bytes) : EntryContent.None;
        var details = new List<StoryDetail>();
        foreach (var field in shown)
        {
            if (field.Type == FieldType.People)
                details.AddRange(content.People.Where(person => person.Role != PartyRole.Filer).Select(person => new StoryDetail(
                    words["party." + AnswerWords.Code(person.Role)], string.Join("，", new[] { person.Name, person.Telephone, person.Address }.OfType<string>()))));
            else if ((field.Sealed ? content.Texts : header.Clear).TryGetValue(field.Name, out var value))
                details.Add(new StoryDetail(Label(field, shown, viewer), _answers.Of(field, value, procedure, state.Parties)));
        }

        if (content.Texts.TryGetValue(Import.TakeIn.SourceKey, out var number))
            details.Add(new StoryDetail(words["import.field.key"], number));
        if (viewer is Viewer.Party && Shown(header, procedure) is { Length: > 0 } others)
            details.Add(new StoryDetail(words["story.shown"], others));

        if (guarded && content.Texts.TryGetValue(Intake.Guardian.NameField, out var guardian))
            details.Add(new StoryDetail(words["file.guardian"], words["story.guardian", guardian, content.Texts.GetValueOrDefault(Intake.Guardian.TelephoneField, "")]));
        return details;
    }

    /// <summary>What the bodies that an entry calls to help are shown, told to those whom it is about.</summary>
    private string Shown(EntryHeader header, Procedure procedure) => string.Join(words["sep"], header.Effects.OfType<Effect.WorkOpened>()
        .SelectMany(work => procedure.Work.TryGetValue(work.Kind, out var kind) ? kind.Sees : [])
        .Concat(header.Effects.OfType<Effect.BodyCalled>().SelectMany(called => called.Sees)).Distinct().Select(name => Named(name, procedure)));

    private string Named(string name, Procedure procedure) => words.Find("sight." + name)
        ?? words[(procedure.Intake.Concat(procedure.Moves.Values.SelectMany(move => move.Form.Where(field => Sight.NameOf(move.Name, field.Name) == name)))
            .First(field => field.Name == name || name.EndsWith('.' + field.Name, StringComparison.Ordinal))).Label];

    /// <summary>A form asks the staff what to tell the resident; the resident is told, not asked.</summary>
    private string Label(Field field, IReadOnlyList<Field> form, Viewer viewer) =>
        viewer is not Viewer.Party || !form.Any(other => other.Type == FieldType.Remedy) ? words[field.Label]
        : field.Type == FieldType.Remedy ? words["told.remedy"]
        : field.Type == FieldType.LongText ? words["told.why"]
        : words[field.Label];

    /// <summary>Who did it; where a post wrote it down for them, which post and where.</summary>
    private string By(EntryHeader header, Viewer viewer) => header.Effects.OfType<Effect.TakenDown>().FirstOrDefault() is { } taken && directory.Post(taken.Post) is { } post
        ? words["story.taken-down", directory.NameOf(post.Body), post.Name, words["assist.by." + AnswerWords.Code(taken.By)]]
        : By(header.Actor, viewer);

    private string By(Actor actor, Viewer viewer) => actor switch
    {
        Actor.Staff staff when directory.Post(staff.Post) is { } post && post.Body != staff.Body => words["story.stands-in", directory.NameOf(staff.Body), directory.NameOf(post.Body), post.Name],
        Actor.Staff staff => directory.NameOf(staff.Body) + " · " + (directory.Post(staff.Post)?.Name ?? ""),
        Actor.Party party => viewer is Viewer.Party reader && reader.Ordinal == party.Ordinal ? "" : words["party." + AnswerWords.Code(party.Role)],
        _ => "",
    };
}
