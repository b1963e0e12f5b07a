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
                looks.Add(new Look(LegalTime.Instant(header.Recorded), By(header.Actor, viewer), words["look." + header.Clear.GetValueOrDefault("purpose", "other")]));
            else
                steps.Add(Step(header, bytes, before, state, key, mediation, viewer));
        }

        steps.Reverse();
        looks.Reverse();
        return new Story(steps, looks);
    }

    private StoryStep Step(
        EntryHeader header, byte[] bytes, MatterState before, MatterState state, MatterKey key, MatterKey? mediation, Viewer viewer)
    {
        var procedure = procedures.Version(state.ProcedureHash);
        var move = header.Kind.StartsWith(Handling.MakeMove.Prefix, StringComparison.Ordinal)
            ? procedure.Moves.GetValueOrDefault(header.Kind[Handling.MakeMove.Prefix.Length..])
            : null;
        var form = move?.Form ?? (header.Kind == Intake.FileMatter.Kind ? procedure.Intake : []);
        var own = viewer is Viewer.Party reader && header.Actor is Actor.Party actor && actor.Ordinal == reader.Ordinal;
        return new StoryStep(
            header.Number, LegalTime.Instant(header.Recorded), Sentence(header, move, procedure, before, state, viewer, own), By(header.Actor, viewer),
            Details(header, bytes, form, procedure, state, key, mediation, viewer, own));
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
                _ => Otherwise(header),
            };
        }

        var body = header.Effects.OfType<Effect.Owned>().LastOrDefault()?.Body ?? (header.Actor is Actor.Staff staff ? staff.Body : state.Owner);
        return words.Fill(told, ("body", directory.NameOf(body)), ("number", state.Number));
    }

    /// <summary>An entry that is no move of a procedure has words of its own kind.</summary>
    private string Otherwise(EntryHeader header) => words.Find("story." + header.Kind.Replace(':', '-')) ?? header.Kind;

    private string PassedClocks(EntryHeader header, Procedure procedure) => string.Join(" ", header.Effects.OfType<Effect.ClockChanged>()
        .Where(clock => clock.Status == ClockStatus.Passed)
        .Select(clock => procedure.Clocks.TryGetValue(clock.Name, out var known)
            ? words[known.Binds ? "story.passed" : "story.gone", words[known.Title], words.Day(clock.Due)]
            : words["story.gone", clock.Name, words.Day(clock.Due)]));

    /// <summary>Which dates changed, from what to what, and why: by another rule, else by another calendar.</summary>
    private string RecountedClocks(EntryHeader header, Procedure procedure, MatterState before, MatterState state)
    {
        var ruled = header.Effects.OfType<Effect.ClockRuled>().Select(clock => clock.Name).ToHashSet();
        var names = header.Effects.OfType<Effect.ClockChanged>().Select(clock => clock.Name).Union(ruled);
        return string.Join(" ", names.Select(name =>
        {
            var (was, now) = (before.Clock(name)!, state.Clock(name)!);
            var title = procedure.Clocks.TryGetValue(name, out var known) ? words[known.Title] : name;
            var text = was.Due == now.Due ? words["story.recounted.same", title, words.Day(now.Due)]
                : words[ruled.Contains(name) ? "story.recounted.rule" : "story.recounted.calendar", title, words.Day(was.Due), words.Day(now.Due)];
            return was.Status == ClockStatus.Passed ? text + " " + words["story.recounted.again"] : text;
        }));
    }

    private List<StoryDetail> Details(
        EntryHeader header, byte[] bytes, IReadOnlyList<Field> form, Procedure procedure, MatterState state, MatterKey key, MatterKey? mediation, Viewer viewer, bool own)
    {
        var shown = form.Where(field => field.Type != FieldType.Files && (viewer is Viewer.Staff || own || field.ToResident)).ToList();
        var open = viewer is Viewer.Party or Viewer.Staff { Opened: true };
        var sealing = header.SealedWith == SealedWith.Mediation ? (viewer is Viewer.Staff { Opened: true } ? mediation : null) : key;
        var content = open && sealing is not null && shown.Exists(field => field.Sealed) ? EntryCodec.Open(bytes, sealing.Bytes) : EntryContent.None;
        var details = new List<StoryDetail>();
        foreach (var field in shown)
        {
            if (field.Type == FieldType.People)
                details.AddRange(content.People.Where(person => person.Role != PartyRole.Filer).Select(person => new StoryDetail(
                    words["party." + AnswerWords.Code(person.Role)], string.Join("，", new[] { person.Name, person.Telephone, person.Address }.OfType<string>()))));
            else if ((field.Sealed ? content.Texts : header.Clear).TryGetValue(field.Name, out var value))
                details.Add(new StoryDetail(Label(field, form, viewer), _answers.Of(field, value, procedure, state.Parties)));
        }

        // Who filed for themselves as a child reads it too; so do those who opened the matter.
        if (header.Kind == Intake.FileMatter.Kind && (own || viewer is Viewer.Staff) && content.Texts.TryGetValue(Intake.Guardian.NameField, out var guardian))
            details.Add(new StoryDetail(words["file.guardian"], words["story.guardian", guardian, content.Texts.GetValueOrDefault(Intake.Guardian.TelephoneField, "")]));
        return details;
    }

    /// <summary>A form asks the staff what to tell the resident; the resident is told, not asked.</summary>
    private string Label(Field field, IReadOnlyList<Field> form, Viewer viewer) =>
        viewer is not Viewer.Party || !form.Any(other => other.Type == FieldType.Remedy) ? words[field.Label]
        : field.Type == FieldType.Remedy ? words["told.remedy"]
        : field.Type == FieldType.LongText ? words["told.why"]
        : words[field.Label];

    private string By(Actor actor, Viewer viewer) => actor switch
    {
        Actor.Staff staff => directory.NameOf(staff.Body) + " · " + (directory.Post(staff.Post)?.Name ?? ""),
        Actor.Party party => viewer is Viewer.Party reader && reader.Ordinal == party.Ordinal ? "" : words["party." + AnswerWords.Code(party.Role)],
        _ => "",
    };
}
