using Hejie.Journal;
using Hejie.Matters.Forgetting;
using Hejie.Operations.Replay;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;

namespace Hejie.Statistics;

/// <summary>What entries make of the calls on bodies in their matters, from headers alone.</summary>
/// <param name="known">The calls before, as far as these entries can change them.</param>
internal sealed class FoldCalls(IReadOnlyCollection<CallRow> known)
{
    private readonly Dictionary<(Guid Matter, int Referral, int Turn), CallRow> _before = known.ToDictionary(Key);
    private readonly Dictionary<(Guid Matter, int Referral), List<CallRow>> _calls =
        known.GroupBy(call => (call.Matter, call.Referral)).ToDictionary(group => group.Key, group => group.OrderBy(call => call.Turn).ToList());

    private readonly Dictionary<(Guid Matter, int Referral, int Turn), CallRow> _changed = [];

    /// <summary>The calls that came to be or changed, each as it was and as it is.</summary>
    public IEnumerable<(CallRow? Before, CallRow After)> Changed => _changed.Values.Select(call => (_before.GetValueOrDefault(Key(call)), call));

    /// <summary>Whether an entry does anything to a call.</summary>
    public static bool Tells(EntryHeader header) => header.Effects.Any(effect => effect switch
    {
        Effect.BodyCalled or Effect.ReferralPassed or Effect.ReferralStood => true,
        Effect.ClockChanged clock => Clock.ReferralOf(clock.Name) is not null,
        _ => false,
    });

    /// <summary>Takes an entry.</summary>
    public void Take(EntryHeader header, ProcedureBook book)
    {
        if (!Tells(header))
            return;
        var procedure = book.Version(header.Catalogue);
        var day = FoldFact.DayOf(header);
        foreach (var effect in header.Effects)
        {
            switch (effect)
            {
                case Effect.BodyCalled called:
                    Open(header, called.Number, called.Body);
                    break;
                case Effect.ReferralPassed passed:
                    // An objection in time is an answer; so is the word of the common superior.
                    Close(header, passed.Number, day);
                    Open(header, passed.Number, passed.Body);
                    break;
                case Effect.ReferralStood { Stage: ReferralStage.Answered } stood:
                    Close(header, stood.Number, day);
                    break;
                case Effect.ReferralStood { Stage: ReferralStage.Dropped } stood:
                    Close(header, stood.Number, null);
                    break;
                case Effect.ClockChanged clock when Clock.ReferralOf(clock.Name) is { } number && procedure.FindClock(clock.Name)?.Binds == true:
                    if (Last(header, number) is { Over: false } call)
                        Change(call, clock, header, day);
                    break;
            }
        }
    }

    private void Open(EntryHeader header, int referral, int body)
    {
        if (!_calls.TryGetValue((header.Matter, referral), out var turns))
            _calls[(header.Matter, referral)] = turns = [];
        var call = new CallRow { County = header.County, Matter = header.Matter, Referral = referral, Turn = turns.Count, Body = body };
        turns.Add(call);
        _changed[Key(call)] = call;
    }

    /// <summary>Nothing of it waits on the body any more.</summary>
    private void Close(EntryHeader header, int referral, int? day)
    {
        if (Last(header, referral) is not { Over: false } call)
            return;
        call.Over = true;
        if (!call.Late)
            call.Settled = day;
    }

    /// <summary>The call that a referral is with the body now, to be changed.</summary>
    private CallRow? Last(EntryHeader header, int referral)
    {
        if (!_calls.TryGetValue((header.Matter, referral), out var turns))
            return null;
        if (!_changed.ContainsKey(Key(turns[^1])))
            _changed[Key(turns[^1])] = turns[^1] = turns[^1].Copy();
        return turns[^1];
    }

    private static void Change(CallRow call, Effect.ClockChanged clock, EntryHeader header, int day)
    {
        var (passed, was) = (ClockNames.Of(call.Passed), call.Late);
        if (clock.Status == ClockStatus.Passed)
        {
            call.Passed = ClockNames.With(call.Passed, clock.Name);
            call.Late = true;
        }
        else if (passed.Contains(clock.Name))
        {
            // Where the law changed and it is counted anew, it was not late after all.
            call.Passed = ClockNames.Without(call.Passed, clock.Name);
            call.DoneLate |= header.Kind != RecountClocks.Kind;
            call.Late = call.Passed is not null || call.DoneLate;
        }
        else if (clock.Status == ClockStatus.Stopped && LegalTime.EndOf(clock.Due) < header.Recorded && header.Kind != ForgetMatter.Kind)
        {
            // Done after its last day, before the sweep came by.
            call.Late = call.DoneLate = true;
        }

        if (call.Late != was)
            call.Settled = call.Late ? day : null;
    }

    private static (Guid Matter, int Referral, int Turn) Key(CallRow call) => (call.Matter, call.Referral, call.Turn);
}
