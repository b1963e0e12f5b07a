namespace Hejie.Rules.Procedures.Checking;

/// <summary>
/// What a procedure must keep, whatever it is about. Each problem is told with its file and line in words that a clerk
/// of a justice office understands, and with what to do.
/// </summary>
internal static class ProcedureCheck
{
    public static void Check(Subject subject)
    {
        NameCheck.Check(subject);
        KeepingCheck.Check(subject);
        WordCheck.Check(subject.Maps);
        FormCheck.Check(subject);
        PersonCheck.Check(subject);
        DangerCheck.Check(subject);
        if (subject.State(subject.Procedure.Initial) is null)
        {
            subject.Maps.Filing.Problem("enters", $"filing enters the unknown state '{subject.Procedure.Initial}'");
            return;
        }

        PathCheck.Check(subject);
        foreach (var move in subject.Moves)
        {
            MoveCheck.Check(subject, move);
            GuardCheck.Check(subject, move);
            HandsCheck.Check(subject, move);
        }

        SignatureCheck.Check(subject);
        AgreementCheck.Check(subject);
        RestrictionCheck.Check(subject);
        SightCheck.Check(subject);
        ReferralCheck.Check(subject);
        ResidentCheck.Check(subject);
    }
}
