using System.Collections.Immutable;

namespace Hejie.Rules.Procedures;

/// <summary>
/// What an entry does to its matter's state. Effects are facts, not intentions: they are written into the entry's
/// header and never computed again, so that an old entry means the same under any later program or catalogue.
/// </summary>
public abstract record Effect
{
    private Effect()
    {
    }

    /// <summary>The state with this effect.</summary>
    internal abstract MatterState On(MatterState state);

    /// <summary>The matter begins.</summary>
    public sealed record Began(string Procedure, string Hash, string Kind, long Place, int? About) : Effect
    {
        internal override MatterState On(MatterState state) =>
            state with { Procedure = Procedure, ProcedureHash = Hash, Kind = Kind, Place = Place, About = About };
    }

    /// <summary>It enters a state; the work of the state before ends.</summary>
    public sealed record Entered(string State) : Effect
    {
        internal override MatterState On(MatterState state) =>
            state with { Trail = Trail(state), Name = State, Work = state.Work.RemoveAll(work => work.OfState) };

        private ImmutableArray<string> Trail(MatterState state) =>
            state.Name.Length == 0 || state.Name == State ? state.Trail
            : !state.Trail.IsEmpty && state.Trail[^1] == State ? state.Trail.RemoveAt(state.Trail.Length - 1)
            : [.. state.Trail.Where(name => name != State && name != state.Name), state.Name];
    }

    /// <summary>A body has it now.</summary>
    /// <param name="Body">The body.</param>
    /// <param name="Hop">Whether it was sent on by another body, which is remembered.</param>
    public sealed record Owned(int Body, bool Hop) : Effect
    {
        internal override MatterState On(MatterState state) => state with
        {
            Owner = Body,
            SentBy = Hop ? state.Owner : null,
            Hops = Hop ? state.Hops + 1 : state.Hops,
            Assignee = null,
        };
    }

    /// <summary>A post handles it now.</summary>
    public sealed record Assigned(int Post) : Effect
    {
        internal override MatterState On(MatterState state) => state with
        {
            Assignee = Post,
            Work = [.. state.Work.Select(work => work.Post is not null ? work with { Post = Post } : work)],
        };
    }

    /// <summary>A person joins as a party.</summary>
    public sealed record Joined(int Ordinal, PartyRole Role) : Effect
    {
        internal override MatterState On(MatterState state) =>
            state with { Parties = state.Parties.Add(new PartyState(Ordinal, Role)) };
    }

    /// <summary>An official number was drawn.</summary>
    public sealed record Numbered(string Number) : Effect
    {
        internal override MatterState On(MatterState state) => state with { Number = Number };
    }

    /// <summary>A clock starts, or starts afresh.</summary>
    public sealed record ClockStarted(string Name, string Rule, string RuleHash, DateOnly From, DateOnly Due) : Effect
    {
        internal override MatterState On(MatterState state)
        {
            var clock = new ClockState(Name, Rule, RuleHash, From, Due, ClockStatus.Running, [], 0);
            return state with { Clocks = [.. state.Clocks.Where(other => other.Name != Name), clock] };
        }
    }

    /// <summary>A clock changes: stops, pauses, goes on, is extended, or has passed.</summary>
    /// <param name="Name">The clock.</param>
    /// <param name="Status">Its status from now on.</param>
    /// <param name="Due">Its last day from now on.</param>
    /// <param name="Pauses">The times not counted.</param>
    /// <param name="Extended">How often it was extended so far.</param>
    public sealed record ClockChanged(
        string Name, ClockStatus Status, DateOnly Due, ImmutableArray<Standstill> Pauses, int Extended) : Effect
    {
        internal override MatterState On(MatterState state) => state with
        {
            Clocks = [.. state.Clocks.Select(clock => clock.Name == Name
                ? clock with { Status = Status, Due = Due, Pauses = Pauses, Extended = Extended }
                : clock)],
        };
    }

    /// <summary>A clock is counted by another version of its rule from now on: the law changed while it ran.</summary>
    /// <param name="Name">The clock.</param>
    /// <param name="RuleHash">The version.</param>
    public sealed record ClockRuled(string Name, string RuleHash) : Effect
    {
        internal override MatterState On(MatterState state) => state with
        {
            Clocks = [.. state.Clocks.Select(clock => clock.Name == Name ? clock with { RuleHash = RuleHash } : clock)],
        };
    }

    /// <summary>A clock in hours, or of what is due at once: the moments between which it runs.</summary>
    /// <param name="Name">The clock.</param>
    /// <param name="Start">The event, microseconds since 1970 UTC.</param>
    /// <param name="Moment">The end, microseconds since 1970 UTC.</param>
    public sealed record ClockTimed(string Name, long Start, long Moment) : Effect
    {
        internal override MatterState On(MatterState state) => state with
        {
            Clocks = [.. state.Clocks.Select(clock => clock.Name == Name ? clock with { Start = Start, Moment = Moment } : clock)],
        };
    }

    /// <summary>Work waits on a body.</summary>
    public sealed record WorkOpened(
        int Number, string Kind, int Body, Role Role, int? Post, long? Due, bool WaitsOnResident, bool OfState) : Effect
    {
        internal override MatterState On(MatterState state) => state with
        {
            WorkOpened = Number,
            Work = state.Work.Add(new WorkState(Number, Kind, Body, Role, Post, Due, WaitsOnResident, OfState)),
        };
    }

    /// <summary>Work has another date.</summary>
    public sealed record WorkDated(int Number, long? Due) : Effect
    {
        internal override MatterState On(MatterState state) => state with
        {
            Work = [.. state.Work.Select(work => work.Number == Number ? work with { Due = Due } : work)],
        };
    }

    /// <summary>Work is done.</summary>
    public sealed record WorkClosed(int Number) : Effect
    {
        internal override MatterState On(MatterState state) =>
            state with { Work = state.Work.RemoveAll(work => work.Number == Number) };
    }

    /// <summary>A signature is given, on paper or not.</summary>
    public sealed record SignatureGiven(int By, bool OnPaper, int? Post, bool Attested) : Effect
    {
        internal override MatterState On(MatterState state) => state with
        {
            Signatures = [.. state.Signatures.Where(signature => signature.By != By), new Signature(By, OnPaper, Post, Attested)],
        };
    }

    /// <summary>Signatures fall: a new text was written, or one was contested.</summary>
    /// <param name="By">Whose; null for all.</param>
    public sealed record SignaturesFell(int? By) : Effect
    {
        internal override MatterState On(MatterState state) => state with
        {
            Signatures = By is null ? [] : state.Signatures.RemoveAll(signature => signature.By == By),
        };
    }

    /// <summary>An attempt to reach the resident.</summary>
    public sealed record Attempted(string Channel, int Body) : Effect
    {
        internal override MatterState On(MatterState state) =>
            state with { Attempts = state.Attempts.Add(new Attempt(Channel, Body)) };
    }

    /// <summary>A post wrote down what was filed, for somebody who cannot or will not write it; the words are the filer's, and so is the matter.</summary>
    /// <param name="Post">The post.</param>
    /// <param name="By">By which way the person was there.</param>
    /// <param name="CodeSent">Whether their telephone was confirmed by a one-time code, and their tracking code went there; else nobody has one.</param>
    public sealed record TakenDown(int Post, Presence By, bool CodeSent) : Effect
    {
        internal override MatterState On(MatterState state) => state;
    }

    /// <summary>A body is called on the matter.</summary>
    /// <param name="Number">The referral's number.</param>
    /// <param name="By">The body that calls.</param>
    /// <param name="Body">The body called.</param>
    /// <param name="Work">The number of the work that was opened for it.</param>
    /// <param name="Leads">Whether it leads: then no other does.</param>
    /// <param name="Sees">What it is shown beyond what every called body is.</param>
    public sealed record BodyCalled(int Number, int By, int Body, int Work, bool Leads, ImmutableArray<string> Sees) : Effect
    {
        internal override MatterState On(MatterState state) => state with
        {
            Referrals =
            [
                .. state.Referrals.Select(other => Leads ? other with { Leads = false } : other),
                new ReferralState(Number, By, Body, Work, ReferralStage.Called, Leads) { Sees = Sees },
            ],
        };

        /// <inheritdoc/>
        public bool Equals(BodyCalled? other) => other is not null && (Number, By, Body, Work, Leads) == (other.Number, other.By, other.Body, other.Work, other.Leads) && Sees.SequenceEqual(other.Sees);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Number, By, Body, Work, Leads, Sees.Length);
    }

    /// <summary>A referral lies with another body: one that an objection names, the common superior, or whom that one names.</summary>
    /// <param name="Number">The referral.</param>
    /// <param name="Body">The body that has to answer now.</param>
    /// <param name="Work">The number of the work that was opened for it.</param>
    /// <param name="Stage">Called, or convened.</param>
    /// <param name="Decided">Whether the common superior decided.</param>
    public sealed record ReferralPassed(int Number, int Body, int Work, ReferralStage Stage, bool Decided) : Effect
    {
        internal override MatterState On(MatterState state) => state with
        {
            Referrals =
            [
                .. state.Referrals.Select(referral => referral.Number != Number ? referral : referral with
                {
                    Body = Body, Work = Work, Stage = Stage, Decided = Decided, Tried = Decided ? referral.Tried : referral.Tried.Add(referral.Body),
                }),
            ],
        };
    }

    /// <summary>A referral has come further.</summary>
    public sealed record ReferralStood(int Number, ReferralStage Stage) : Effect
    {
        internal override MatterState On(MatterState state) => state with
        {
            Referrals = [.. state.Referrals.Select(referral => referral.Number == Number ? referral with { Stage = Stage } : referral)],
        };
    }

    /// <summary>The matter is handled together with others of one cause. It keeps owner, clocks and parties, and has its own answer.</summary>
    /// <param name="Lead">The matter that leads.</param>
    public sealed record Consolidated(Guid Lead) : Effect
    {
        internal override MatterState On(MatterState state) => state with { Lead = Lead };
    }

    /// <summary>The matter is handled on its own again.</summary>
    public sealed record Separated : Effect
    {
        internal override MatterState On(MatterState state) => state with { Lead = null };
    }

    /// <summary>Another matter of the same cause is handled together with this one, which leads.</summary>
    /// <param name="Matter">The other matter, in the same county.</param>
    public sealed record Gathered(Guid Matter) : Effect
    {
        internal override MatterState On(MatterState state) => state with { Gathered = state.Gathered.Add(Matter) };
    }

    /// <summary>A matter that was handled together with this one is handled on its own again.</summary>
    /// <param name="Matter">The other matter.</param>
    public sealed record Released(Guid Matter) : Effect
    {
        internal override MatterState On(MatterState state) => state with { Gathered = state.Gathered.Remove(Matter) };
    }

    /// <summary>A part of the matter became one of its own.</summary>
    /// <param name="Matter">The new matter, in the same county.</param>
    /// <param name="Party">Whose it is, by their ordinal here.</param>
    public sealed record PartSevered(Guid Matter, int Party) : Effect
    {
        internal override MatterState On(MatterState state) => state with { Severed = state.Severed.Add(new SeveredPart(Matter, Party)) };
    }

    /// <summary>The matter was a part of another one.</summary>
    /// <param name="Matter">The other matter, in the same county.</param>
    public sealed record SeveredFrom(Guid Matter) : Effect
    {
        internal override MatterState On(MatterState state) => state with { SeveredFrom = Matter };
    }

    /// <summary>The attempts count no more: the matter was reopened.</summary>
    public sealed record AttemptsCleared : Effect
    {
        internal override MatterState On(MatterState state) => state with { Attempts = [] };
    }
}
