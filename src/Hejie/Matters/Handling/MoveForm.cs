using System.Globalization;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Operations;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Ui;
using Hejie.Ui.Forms;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Matters.Handling;

/// <summary>What the form of a move offers that the procedure's file cannot know: bodies, posts, parties, remedies, the next working hours.</summary>
internal sealed class MoveForm(HejieDb db, StaffMatters read, CatalogueHolder catalogue, DirectoryHolder holder, SuggestBodies suggest, IWords words, TimeProvider time)
{
    private static readonly TimeOnly s_forenoon = new(9, 30);

    /// <summary>The choices of each field that has any.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<Choice>>> ChoicesAsync(StaffMatter view, Move move, CancellationToken cancel)
    {
        var choices = new Dictionary<string, IReadOnlyList<Choice>>();
        foreach (var field in move.Form)
        {
            choices[field.Name] = field.Type switch
            {
                FieldType.Body when move.Refers == Refers.Drop => Called(view.State),
                FieldType.Body => Bodies(field, view),
                FieldType.Post => await PostsAsync(field, Interpreter.BodyOf(move, view.State, view.Scope.Actor), cancel),
                FieldType.Party => await PartiesAsync(view, cancel),
                FieldType.Remedy => [.. view.Procedure.Remedies.Select(remedy => new Choice(remedy.Code, words[remedy.Label]))],
                FieldType.Place => [.. Within(view.State)],
                _ => [],
            };
        }

        return choices;
    }

    /// <summary>Why the body that a field suggests first is suggested; null where none is.</summary>
    public string? Why(StaffMatter view, Move move, Field field) =>
        field.Type == FieldType.Body && move.Refers != Refers.Drop && suggest.Of(field, view.Procedure, view.State) is [var first, ..] ? first.Why : null;

    /// <summary>What an untouched form proposes: for a moment that must lie ahead, the next working morning but one, so that people can come.</summary>
    public IReadOnlyDictionary<string, string> Proposed(Move move)
    {
        var calendar = catalogue.Current.Calendar;
        var date = LegalTime.DateOf(time.GetUtcNow());
        for (var working = 0; working < 2;)
        {
            date = date.AddDays(1);
            if (calendar.IsWorking(date) || !Rules.Time.Calendar.Covers(date))
                working++;
        }

        var moment = date.ToDateTime(s_forenoon).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
        return move.Form.Where(field => field is { Type: FieldType.Moment, Future: true, Required: true }).ToDictionary(field => field.Name, _ => moment);
    }

    /// <summary>The bodies that were called and have not answered.</summary>
    private List<Choice> Called(MatterState state) =>
        [.. state.Referrals.Where(referral => referral.IsOpen(state)).Select(referral => new Choice(referral.Body.ToString(CultureInfo.InvariantCulture), holder.Current.NameOf(referral.Body)))];

    private List<Choice> Bodies(Field field, StaffMatter view)
    {
        var (directory, state) = (holder.Current, view.State);
        var suggested = suggest.Of(field, view.Procedure, state);
        Choice Of(Body body, string group) => new(body.Id.ToString(CultureInfo.InvariantCulture), body.Name, group);
        return
        [
            .. suggested.Select(each => Of(each.Body, words["suggest.group"])),
            .. CompetentBodies.Serving(field.Kinds, state, directory).Where(body => suggested.All(each => each.Body.Id != body.Id)).Select(body => Of(body, words["move.serving"])),
            .. CompetentBodies.Others(field.Kinds, state, directory)
                .Select(body => Of(body, directory.Place(body.Place)?.FullName ?? "")).GroupBy(choice => choice.Group).SelectMany(group => group),
        ];
    }

    /// <summary>The posts of a body, with the colleagues who hold them.</summary>
    private async Task<List<Choice>> PostsAsync(Field field, int body, CancellationToken cancel)
    {
        var posts = holder.Current.PostsOf(body).Where(post => field.Role is null || post.Role == field.Role).ToList();
        var ids = posts.ConvertAll(post => post.Id);
        var holders = await (
            from appointment in db.Appointments.AsNoTracking()
            join account in db.Users.AsNoTracking() on appointment.Account equals account.Id
            where ids.Contains(appointment.Post) && appointment.Ended == null
            select new { appointment.Post, account.DisplayName }).ToListAsync(cancel);
        return posts.ConvertAll(post =>
        {
            var names = string.Join(words["matter.and"], holders.Where(holder => holder.Post == post.Id).Select(holder => holder.DisplayName));
            return new Choice(post.Id.ToString(CultureInfo.InvariantCulture), names.Length == 0 ? post.Name : words["move.held", post.Name, names]);
        });
    }

    private async Task<List<Choice>> PartiesAsync(StaffMatter view, CancellationToken cancel)
    {
        var known = await read.PartiesAsync(view, cancel);
        return
        [
            .. view.State.Parties.Select(party => new Choice(
                party.Ordinal.ToString(CultureInfo.InvariantCulture),
                words["party." + (party.Role == PartyRole.Filer ? "filer" : party.Role == PartyRole.Respondent ? "respondent" : "third")]
                    + (known.FirstOrDefault(other => other.Ordinal == party.Ordinal)?.Person.Name is { Length: > 0 } name ? " " + name : ""))),
        ];
    }

    private IEnumerable<Choice> Within(MatterState state)
    {
        var place = Rules.Places.PlaceCode.Of(state.Place);
        return holder.Current.Within(place.Parent ?? place).Select(near => new Choice(near.Code.ToString(), near.FullName));
    }
}
