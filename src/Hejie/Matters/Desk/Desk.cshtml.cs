using System.Globalization;
using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Live;
using Hejie.Matters.Desk.Handover;
using Hejie.Matters.Handling;
using Hejie.Matters.Reading;
using Hejie.Operations;
using Hejie.Orders;
using Hejie.Rounds;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Ui;
using Hejie.Ui.Pieces;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Matters.Desk;

/// <summary>One row of the desk, in the request's language.</summary>
internal sealed record DeskRow(
    string Id, string Name, string Href, string Css, string Due, string Title, string Procedure, string Place, string State, string Who, string Keys);

/// <summary>A post whose work falls to another.</summary>
internal sealed record MeanwhilePost(int Post, string What, string Why);

/// <summary>The desk: what waits on one's body, what is due first on top.</summary>
[Access(Access.Matters)]
internal sealed class DeskModel(
    StaffScope session, DeskQuery desk, OwnRounds rounds, ReadOrders orders, ReadHandovers handovers, GapList gaps, LiveHub live, CatalogueHolder catalogue, DirectoryHolder directory, IWords words, TimeProvider time) : PageModel
{
    private const int MostMeanwhile = 20;

    private readonly Dictionary<(string Procedure, string State, int Owner, string Work), string> _keys = [];

    /// <summary>How far this page is, for its stream.</summary>
    public string From { get; private set; } = "";

    /// <summary>Whether a colleague's shift waits to be taken.</summary>
    public bool Handover { get; private set; }

    /// <summary>How many orders wait for the post.</summary>
    public int Orders { get; private set; }

    /// <summary>The posts whose work falls to this one today, each with why and how much waits there.</summary>
    public IReadOnlyList<MeanwhilePost> Meanwhile { get; private set; } = [];

    /// <summary>How many bodies or places of the area lack somebody; nothing for who has no say in it.</summary>
    public int Gaps { get; private set; }

    /// <summary>The filter, by its word in the address.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    /// <summary>The kind of work, by its name in the procedures.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Work { get; set; }

    [BindProperty(Name = "p", SupportsGet = true)]
    public int PageNumber { get; set; } = 1;

    /// <summary>The move that was just made on a matter, which left the desk with it.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    public Scope Scope { get; private set; } = null!;

    public DeskView View { get; private set; } = new();

    public DeskCounts Counts { get; private set; } = null!;

    public IReadOnlyList<DeskRow> Rows { get; private set; } = [];

    public bool More { get; private set; }

    /// <summary>How many rounds the body has still to make; null where it makes none.</summary>
    public int? Rounds { get; private set; }

    /// <summary>The chips: the filter's word and its count.</summary>
    public IReadOnlyList<(string Word, DeskFilter Filter, int Count)> Chips =>
    [
        ("all", DeskFilter.All, Counts.All), ("late", DeskFilter.Late, Counts.Late), ("soon", DeskFilter.Soon, Counts.Soon),
        ("mine", DeskFilter.Mine, Counts.Mine), ("resident", DeskFilter.Resident, Counts.Resident),
    ];

    /// <summary>The kinds of work that wait, always in the order of the procedures: nothing moves. One kind can have a name in each procedure that the body takes.</summary>
    public IEnumerable<(WorkCount Count, string Title)> Kinds => catalogue.Current.Procedures.WorkAt(Scope.Body.Kind.Code, Scope.Body.Place.Level)
        .Join(Counts.Kinds, work => work.Name, count => count.Kind, (work, count) =>
            (count, string.Join(words["matter.and"], work.Titles.Select(title => words[title]).Distinct())));

    /// <summary>Leads to the first of the chosen matters, and the others follow one by one; or to one step for all of them.</summary>
    public IActionResult OnGetChosen([FromQuery(Name = "m")] string[] chosen, bool all)
    {
        var matters = ChosenMatters.Parse(chosen.Distinct());
        return Redirect(all && matters.Next.Count > 0
            ? "/desk/batch?m=" + string.Join('~', matters.Next.Select(one => ChosenMatters.Name(one.County, one.Id)))
            : matters.Path ?? "/desk");
    }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Scope = await session.RequireAsync(cancel);
        From = live.VectorOf(Scope).ToString();
        if (Permissions.TakesOrders(Scope.Post.Role))
            Orders = await orders.WaitingAsync(Scope, cancel);
        Handover = await handovers.WaitsAsync(Scope, cancel);
        if (Permissions.SetsResponsibility(Scope.Post.Role))
            Gaps = gaps.At(Scope.Body.Id).Count;
        await MeanwhileAsync(cancel);
        var filter = Show switch
        {
            "late" => DeskFilter.Late,
            "soon" => DeskFilter.Soon,
            "mine" => DeskFilter.Mine,
            "resident" => DeskFilter.Resident,
            _ => DeskFilter.All,
        };
        View = new DeskView(filter, string.IsNullOrEmpty(Work) ? null : Work, Math.Clamp(PageNumber, 1, DeskQuery.LastPage));
        Counts = await desk.CountsAsync(Scope, cancel);
        Rounds = await rounds.CountAsync(Scope, cancel);
        var (lines, more) = await desk.LinesAsync(Scope, View, cancel);
        var now = time.GetUtcNow();
        Rows = [.. lines.Select(line => Row(line, now))];
        More = more && View.Page < DeskQuery.LastPage;
    }

    /// <summary>The desk's address with another filter, kind or page.</summary>
    public string Address(DeskFilter filter, string? kind, int page = 1)
    {
        var parts = new List<string>();
        if (filter != DeskFilter.All)
            parts.Add("show=" + Chips.First(chip => chip.Filter == filter).Word);
        if (kind is not null)
            parts.Add("work=" + Uri.EscapeDataString(kind));
        if (page > 1)
            parts.Add("p=" + page.ToString(CultureInfo.InvariantCulture));
        return parts.Count == 0 ? "/desk" : "/desk?" + string.Join('&', parts);
    }

    /// <summary>What the button of the move that was just made says, or null.</summary>
    public string? DoneTitle => Done is { } name
        && catalogue.Current.Procedures.InForce.Select(procedure => procedure.Moves.GetValueOrDefault(name)).FirstOrDefault(move => move is not null) is { } move
        ? words[move.Title] : null;

    /// <summary>What falls to the post itself. Who already does another's work is shown no third post's.</summary>
    private async Task MeanwhileAsync(CancellationToken cancel)
    {
        if (Scope.StandsIn)
            return;
        var (bodies, today) = (directory.Current, LegalTime.DateOf(time.GetUtcNow()));
        var posts = bodies.StandsFor(Scope.Post.Id, today).Where(post => Permissions.OpensMatters(post.Role)).Take(MostMeanwhile).ToList();
        var waiting = await desk.AtPostsAsync(posts, bodies, cancel);
        Meanwhile = [.. posts.Select(post =>
        {
            var leave = bodies.LeaveOn(post.Id, today)!;
            return new MeanwhilePost(
                post.Id, words["meanwhile.post", bodies.NameOf(post.Body), post.Name, waiting[post.Id]],
                words[leave.Substitute == Scope.Post.Id ? "meanwhile.substitute" : post.Body == Scope.Body.Id ? "meanwhile.colleague" : "meanwhile.above", words.Day(leave.Until, today)]);
        })];
    }

    private DeskRow Row(DeskLine line, DateTimeOffset now)
    {
        var procedure = catalogue.Current.Procedures.Find(line.Procedure);
        var place = directory.Current.Place(PlaceCode.Of(line.Place))?.Name ?? "";
        var kind = procedure is null ? line.Kind : KindWords.Of(procedure, line.Kind, words);
        var state = procedure?.States.GetValueOrDefault(line.State);
        var work = procedure?.Work.GetValueOrDefault(line.Work);
        var title = state is null ? line.State : words[state.Title];
        return new DeskRow(
            string.Create(CultureInfo.InvariantCulture, $"w{line.Matter:N}-{line.Number}"),
            ChosenMatters.Name(line.County, line.Matter),
            string.Create(CultureInfo.InvariantCulture, $"/matters/{line.County}/{line.Matter:N}"),
            DueWords.UrgencyOf(line.Due, now) switch { Urgency.Late => "late", Urgency.Soon => "soon", Urgency.Fine => "ok", _ => "" },
            words.Until(line.Due, now),
            line.Summary ?? words["desk.untitled", kind, place],
            procedure is null ? line.Procedure : words[procedure.Title],
            place,
            work is null || state?.Work?.Kind == line.Work ? title : words["desk.work", words[work.Title], title],
            WhoHas(line),
            procedure is null ? "" : Keys(procedure, line));
    }

    private string WhoHas(DeskLine line) =>
        line.Post == Scope.Post.Id ? words["desk.me"]
        : line.Post is { } post ? directory.Current.Post(post)?.Name ?? ""
        : line.WaitsOnResident ? words["desk.resident"]
        : line.Owner == Scope.Body.Id ? words["desk.body"]
        : directory.Current.NameOf(line.Owner);

    /// <summary>The keys of the moves that a row may open, as the script reads them. Whether a guard holds, the move's own page says.</summary>
    private string Keys(Procedure procedure, DeskLine line)
    {
        var like = (procedure.Id, line.State, line.Owner, line.Work);
        if (_keys.TryGetValue(like, out var known))
            return known;
        var state = MatterState.Empty with
        {
            Name = line.State,
            Owner = line.Owner,
            Work = [new WorkState(line.Number, line.Work, Scope.Body.Id, Scope.Post.Role, line.Post, null, line.WaitsOnResident, OfState: false)],
        };
        var mine = procedure.MovesFrom(line.State)
            .Where(move => move.Key is not null && Interpreter.Permits(move, state, Scope.Actor, directory.Current));
        return _keys[like] = string.Join(' ', mine.Select(move => $"{move.Key}={move.Name}"));
    }
}
