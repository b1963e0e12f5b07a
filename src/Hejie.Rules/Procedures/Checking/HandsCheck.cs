namespace Hejie.Rules.Procedures.Checking;

/// <summary>What only a resident may say no staff and no clock can say for them (safeguard 3); what ends without a result names another remedy.</summary>
internal static class HandsCheck
{
    public static void Check(Subject subject, Move move)
    {
        void Wrong(string? key, string reason) => subject.Maps[move].Problem(key, $"the move '{move.Name}' {reason}");

        foreach (var target in subject.TargetsOf(move))
        {
            switch (target.Ending)
            {
                case Ending.Solved when !Subject.IsFilers(move):
                    Wrong("by", "says for the resident that it is solved: only 'filer' may");
                    break;
                case Ending.Withdrawn when !Subject.IsSystems(move):
                    Wrong("by", "withdraws at once: the resident has seven days to take it back, so only the clock ('by: [system]') may make it final");
                    break;
                case Ending.Unanswered when !move.Guards.Contains(Guard.ThreeAttempts):
                    Wrong("guards", "closes without an answer and without the guard three-attempts");
                    break;
                case Ending.Refused or Ending.Unsettled when !Subject.IsStaffs(move):
                    Wrong("by", "ends without a result, which only the body may say, with a reason");
                    break;
                case Ending.Refused or Ending.Unsettled when !move.Form.Any(field => field is { Type: FieldType.Remedy, Required: true }):
                    Wrong("form", "ends without a result and names no other remedy: ask a required field of type remedy");
                    break;
                case Ending.Refused or Ending.Unsettled when subject.Procedure.Remedies.Count == 0:
                    Wrong("form", "must name another remedy, and the procedure lists no 'remedies'");
                    break;
                case Ending.Decided when !Subject.IsStaffs(move):
                    Wrong("by", "ends with a decision, which only the body makes");
                    break;
                case Ending.Decided when !move.Form.Any(field => field is { Type: FieldType.Choice, Required: true }):
                    Wrong("form", "ends with a decision and does not ask which: ask a required choice");
                    break;
                case Ending.Decided when !move.Form.Any(field => field is { Type: FieldType.LongText, Required: true, ToResident: true }):
                    Wrong("form", "ends with a decision and does not tell the resident why: ask a required long-text that is to-resident");
                    break;
                case Ending.None when IsWithdrawing(subject, target) && !Subject.IsFilers(move):
                    Wrong("by", "withdraws for the resident: only 'filer' may");
                    break;
            }
        }

        var staff = Subject.IsStaffs(move);
        if (staff && move.Signs is Signs.Party or Signs.Contest)
            Wrong("by", "lets staff sign or contest as a party: only 'party' may");
        if (move.Signs is Signs.Mediator or Signs.Seal or Signs.Attest or Signs.PartyOnPaper && !staff)
            Wrong("by", "lets a resident sign for the body");
        if (move.Confidential && !staff)
            Wrong("confidential", "keeps from a resident what they wrote themselves: only the record of a mediation is confidential");
    }

    /// <summary>Whether a state is the time in which a withdrawal can be taken back.</summary>
    public static bool IsWithdrawing(Subject subject, State state) =>
        subject.Procedure.MovesFrom(state.Name).Any(move => subject.TargetsOf(move).Any(target => target.Ending == Ending.Withdrawn));
}
