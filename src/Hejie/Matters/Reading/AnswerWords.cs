using System.Globalization;
using Hejie.Bodies;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Ui;

namespace Hejie.Matters.Reading;

/// <summary>
/// An answer in its reader's words, where it was given and wherever it is read: a choice by what it says, a body by its name,
/// a date as people write it. What is none of these, or cannot be read, stands as it was given.
/// </summary>
internal sealed class AnswerWords(BodyDirectory directory, IWords words)
{
    /// <param name="field">The question.</param>
    /// <param name="value">The answer, as it is stored.</param>
    /// <param name="procedure">The procedure whose remedies can be named.</param>
    /// <param name="parties">The parties who can be named; none before filing.</param>
    public string Of(Field field, string value, Procedure procedure, IReadOnlyList<PartyState> parties) => Known(field, value, procedure, parties) ?? value;

    private string? Known(Field field, string value, Procedure procedure, IReadOnlyList<PartyState> parties) => field.Type switch
    {
        FieldType.Choice => Label(field.Options, value),
        FieldType.Remedy => Label(procedure.Remedies, value),
        FieldType.Body => Number(value) is { } body ? directory.NameOf(body) : null,
        FieldType.Post => Number(value) is { } post ? directory.Post(post)?.Name : null,
        FieldType.Party => Number(value) is { } ordinal && parties.FirstOrDefault(party => party.Ordinal == ordinal) is { } party ? words["party." + Code(party.Role)] : null,
        FieldType.YesNo => words.Find("answer." + value),
        FieldType.Date => DateOnly.TryParse(value, CultureInfo.InvariantCulture, out var date) ? words.FullDay(date) : null,
        FieldType.Moment => DateTime.TryParse(value, CultureInfo.InvariantCulture, out var moment) ? words.Moment(LegalTime.Instant(moment)) : null,
        FieldType.Place => PlaceCode.TryParse(value, out var place) ? directory.Place(place)?.FullName : null,
        _ => null,
    };

    /// <summary>A role of parties, as the words name it.</summary>
    public static string Code(PartyRole role) => role switch
    {
        PartyRole.Filer => "filer",
        PartyRole.Respondent => "respondent",
        _ => "third",
    };

    /// <summary>A way of being there, as the words name it.</summary>
    public static string Code(Presence by) => by switch
    {
        Presence.Counter => "counter",
        Presence.Telephone => "telephone",
        _ => "visit",
    };

    private string? Label(IReadOnlyList<Option> options, string code) => options.FirstOrDefault(option => option.Code == code) is { } option ? words[option.Label] : null;

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
