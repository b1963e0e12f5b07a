using Hejie.Bodies;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Ui;

namespace Hejie.Referrals;

/// <summary>A body that was called on a matter, as everybody who may read the matter reads it: staff, and those whom it is about.</summary>
/// <param name="Number">The referral's number within the matter.</param>
/// <param name="Body">The body that has to answer, or answered.</param>
/// <param name="Telephone">Its telephone.</param>
/// <param name="By">The body that called.</param>
/// <param name="Stage">How far it has come.</param>
/// <param name="Standing">The same in words.</param>
/// <param name="Leads">Whether it leads those that were called.</param>
/// <param name="Tried">The bodies that said it is not theirs, in that order.</param>
/// <param name="Due">Until when something is due, Asia/Shanghai; null where nothing is any more.</param>
/// <param name="Late">Whether that has passed.</param>
internal sealed record ReferralView(
    int Number, string Body, string Telephone, string By, ReferralStage Stage, string Standing, bool Leads, IReadOnlyList<string> Tried, DateTimeOffset? Due, bool Late)
{
    /// <summary>The bodies called on a matter, the newest first.</summary>
    public static IReadOnlyList<ReferralView> Of(MatterState state, BodyDirectory directory, IWords words, DateTimeOffset now) =>
        [.. state.Referrals.Reverse().Select(referral => Of(referral, state, directory, words, now))];

    private static ReferralView Of(ReferralState referral, MatterState state, BodyDirectory directory, IWords words, DateTimeOffset now)
    {
        var due = state.Work.FirstOrDefault(work => work.Number == referral.Work)?.Due;
        var stage = due is null && referral.Stage is not (ReferralStage.Answered or ReferralStage.Dropped) ? ReferralStage.Dropped : referral.Stage;
        return new ReferralView(
            referral.Number, directory.NameOf(referral.Body), directory.Body(referral.Body)?.Telephone ?? "", directory.NameOf(referral.By), stage,
            words["referral." + stage switch
            {
                ReferralStage.Called => "called",
                ReferralStage.Acknowledged => "acknowledged",
                ReferralStage.OnTheWay => "on-the-way",
                ReferralStage.Convened => "convened",
                ReferralStage.Answered => "answered",
                _ => "dropped",
            }],
            referral.Leads && state.Referrals.Length > 1, [.. referral.Tried.Select(directory.NameOf)], due is { } ends ? LegalTime.Instant(ends) : null, due < LegalTime.Micros(now));
    }
}
