using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Law.Paths;
using Hejie.Operations;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Ui;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Law;

/// <summary>A procedure for everybody: what it promises, who does it, its path as a picture and in words, its dates, its endings.</summary>
[Access(Access.Public)]
internal sealed class ProcedureModel(CatalogueHolder catalogue, HejieDb db, IWords words, TimeProvider time) : PageModel
{
    /// <summary>The procedure, in the version in force.</summary>
    public Procedure Procedure { get; private set; } = null!;

    /// <summary>Its path.</summary>
    public ProcedurePath Path { get; private set; } = null!;

    /// <summary>The path in words.</summary>
    public PathWords Told { get; private set; } = null!;

    /// <summary>The day since which this version is in force here.</summary>
    public DateOnly? Since { get; private set; }

    /// <summary>Who receives a matter: the first of these that the place has.</summary>
    public IEnumerable<string> Receivers => Procedure.Routes.Select(route =>
        words["law.receiver", words["counters." + EnumWords.Kebab(route.Level)], words[BodyKinds.Of(route.BodyKind).Title]]).Distinct();

    /// <summary>The endings, those that settle it first.</summary>
    public IEnumerable<State> Endings => Path.Steps.Select(step => step.State).Where(state => state.IsFinal).OrderBy(state => state.Ending);

    /// <summary>Whether a matter can be filed today.</summary>
    public bool IsOpen => Procedure.IsOpenOn(LegalTime.DateOf(time.GetUtcNow()));

    /// <summary>The procedures that an ending offers to go on with.</summary>
    public IEnumerable<Procedure> Offered(State ending) => ending.Offers.Select(catalogue.Current.Procedures.Find).OfType<Procedure>();

    /// <summary>Shows a procedure.</summary>
    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancel)
    {
        if (catalogue.Current.Procedures.Find(id) is not { } procedure)
            return NotFound();
        Procedure = procedure;
        Path = ProcedurePath.Of(procedure);
        Told = new PathWords(procedure, catalogue.Current.Rules, LegalTime.DateOf(time.GetUtcNow()), words);
        var since = await db.Catalogue.AsNoTracking().Where(row => row.Hash == procedure.Hash).Select(row => (long?)row.Since).SingleOrDefaultAsync(cancel);
        Since = since is { } instant ? LegalTime.DateOf(LegalTime.Instant(instant)) : null;
        return Page();
    }
}
