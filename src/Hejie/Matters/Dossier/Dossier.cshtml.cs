using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Matters.Handling;
using Hejie.Matters.Reading;
using Hejie.Rules.Places;
using Hejie.Rules.Time;
using Hejie.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Matters.Dossier;

/// <summary>The file of a matter, to be printed at one press: cover, contents, all that happened in the archive's order, who looked, and what proves it.</summary>
[Access(Access.Work)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class DossierModel(StaffMatters read, ReadDossier dossier, DirectoryHolder directory, IWords words) : PageModel
{
    [FromRoute]
    public int County { get; set; }

    [FromRoute]
    public Guid Id { get; set; }

    /// <summary>Whether it is printed as soon as it is there.</summary>
    [BindProperty(Name = "print", SupportsGet = true)]
    public bool Now { get; set; }

    public StaffMatter Matter { get; private set; } = null!;

    public Dossier Whole { get; private set; } = null!;

    public string Body => directory.Current.NameOf(Matter.State.Owner);

    /// <summary>What stands on the cover.</summary>
    public IReadOnlyList<(string, string?)> Cover
    {
        get
        {
            var row = Matter.Matter.Row;
            return
            [
                (words["dossier.number"], row.Number ?? words["matter.unnumbered"]),
                (words["dossier.subject"], row.Summary ?? KindWords.Of(Matter.Procedure, Matter.State.Kind, words)),
                (words["dossier.procedure"], words[Matter.Procedure.Title]),
                (words["dossier.kind"], KindWords.Of(Matter.Procedure, Matter.State.Kind, words)),
                (words["dossier.place"], directory.Current.Place(PlaceCode.Of(Matter.State.Place))?.FullName),
                (words["dossier.parties"], string.Join(words["matter.and"], Whole.Parties.Select(party => party.Person.Name.Length > 0 ? party.Person.Name : words["matter.nameless"]))),
                (words["dossier.opened"], words.FullDay(LegalTime.DateOf(LegalTime.Instant(row.Opened)))),
                (words["dossier.ended"], row.Ended is { } ended ? words.FullDay(LegalTime.DateOf(LegalTime.Instant(ended))) : words["dossier.open"]),
                (words["dossier.state"], words[Matter.Procedure.States[Matter.State.Name].Title]),
                (words["dossier.keeps"], Keeps()),
            ];
        }
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await read.FindAsync(County, Id, cancel) is not { } view)
            return NotFound();
        if (await dossier.RunAsync(view, cancel) is not { } file)
            return Redirect(view.Path + "#sealed");
        (Matter, Whole) = (view, file);
        return Page();
    }

    private string Keeps() => Matter.Procedure.Keeps switch
    {
        { Days: { } days } => words["law.keeps.days", days],
        { } keeps => words["law.keeps.years", keeps.Years],
        null => "—",
    };
}
