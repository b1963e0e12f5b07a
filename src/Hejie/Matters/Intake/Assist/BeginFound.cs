using Hejie.Identity;
using Hejie.Matters.Intake.Drafts;
using Hejie.Matters.Intake.Steps;
using Hejie.Operations;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;

namespace Hejie.Matters.Intake.Assist;

/// <summary>A post begins to write down what it found in the field: kind and place stand already, and nobody needs to be named.</summary>
internal sealed class BeginFound(StaffScope staff, DraftStore drafts, EndVisit visit, CatalogueHolder catalogue)
{
    /// <summary>Begins the form; whatever the device held of somebody else is dropped first.</summary>
    /// <param name="procedure">The procedure, which is open to anyone.</param>
    /// <param name="kind">The kind within it.</param>
    /// <param name="place">Where it was found.</param>
    /// <param name="from">What it was begun from, for <see cref="IHearsOfFiling"/>.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>The page where the form goes on.</returns>
    public async Task<string> RunAsync(string procedure, string kind, PlaceCode place, string from, CancellationToken cancel)
    {
        var form = catalogue.Current.Procedures.Find(procedure) ?? throw new InvalidOperationException($"There is no procedure {procedure}.");
        await staff.RequireAsync(cancel);
        await visit.RunAsync(cancel);
        var draft = new Draft
        {
            Form = procedure,
            Helper = Helper.Of(staff.Session!.Session, Presence.Visit),
            Values = new Dictionary<string, string> { [FilingSteps.Kind] = kind, [FilingSteps.Place] = place.ToString() },
            From = from,
        };
        await drafts.BeginAsync(DraftOf.Filing, draft, cancel);
        return $"/file/{procedure}/{FilingSteps.FirstOpen(form, draft)}";
    }
}
