using Hejie.Matters.Intake.Attachments;
using Hejie.Privacy;

namespace Hejie.Matters.Intake.Drafts;

/// <summary>Receives one file into a draft.</summary>
internal static class KeepUpload
{
    /// <summary>Receives and keeps it; where others come at the same time, the most that may be attached holds all the same.</summary>
    /// <returns>Why it was refused, or null.</returns>
    public static async Task<string?> KeepAsync(
        this ReceiveAttachment receiver, DraftStore drafts, HeldDraft held, string name, Stream content, int county, MatterKey key, TimeProvider time,
        CancellationToken cancel)
    {
        var received = await receiver.ReceiveAsync(content, held.Content.Files.Count, county, key.Bytes, cancel);
        if (received is Received.Refused refused)
            return refused.Code;
        var stored = ((Received.Accepted)received).Stored;
        var file = new StoredFile(Guid.CreateVersion7(time.GetUtcNow()), stored.Address, stored.Kind.ToString(), stored.Length, Upload.Name(name, stored.Kind));
        var next = await drafts.ChangeAsync(
            held, draft => draft.Files.Count < AttachmentLimits.Files ? draft with { Files = [.. draft.Files, file], FilesCounty = county } : draft, cancel);
        return next?.Content.Files.Contains(file) == true ? null : AttachmentCodes.Count;
    }
}
