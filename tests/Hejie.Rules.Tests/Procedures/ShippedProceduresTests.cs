using Hejie.Rules.Procedures;
using static Hejie.Rules.Tests.Time.Rules;

namespace Hejie.Rules.Tests.Procedures;

public sealed class ShippedProceduresTests
{
    [Fact]
    public void The_shipped_procedures_load_without_a_problem() =>
        ProcedureBook.Load(CatalogueFiles.All("procedures"), CatalogueFiles.All("procedures/parts"), Book)
            .InForce.Select(procedure => procedure.Id).ShouldBe(
            [
                "administrative-mediation", "court-filing", "criminal-appeal", "environment-report", "help-request", "home-violence", "incident", "joint-mediation",
                "judicial-confirmation", "judicial-mediation-2021", "judicial-mediation", "judicial-relief", "legal-advice", "legal-aid", "minor-harm",
                "people-mediation", "petition-reexamination", "petition-review", "petition", "procuratorate-accusation", "procuratorate-appeal",
                "procuratorate-obstruction", "procuratorate-query", "procuratorate-report", "quick-report", "reconsideration", "service-request",
            ]);
}
