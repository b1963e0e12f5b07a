using Hejie.Identity;
using Hejie.Matters.Intake.Drafts;
using Hejie.Matters.Tracking;

namespace Hejie.Matters.Intake.Assist;

/// <summary>Ends what the device holds of whoever was before it: drafts, also here, one-time codes on their way, and a party's session.</summary>
internal sealed class EndVisit(DraftStore drafts, TrackCookie tracking, OneTimeCodes codes, PartySession session)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var sent = (await drafts.DropAllAsync(cancel)).Select(held => held.Content.Sent?.Id).Append(tracking.Read().Sent);
        foreach (var id in sent.OfType<Guid>())
            await codes.EndAsync(id, cancel);
        tracking.Clear();
        await session.CloseAsync();
    }
}
