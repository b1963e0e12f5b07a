using Hejie.Matters.Intake.Attachments;
using Hejie.Matters.Intake.Steps;
using Hejie.Rules.Places;

namespace Hejie.Matters.Intake.Drafts;

/// <summary>Files lie in the folder of their county: where the place was changed to another one, they follow, sealed anew.</summary>
internal sealed class FollowPlace(DraftStore drafts, SealedFileStore store)
{
    public async Task<HeldDraft> RunAsync(HeldDraft held, CancellationToken cancel)
    {
        var (files, from) = (held.Content.Files, held.Content.FilesCounty);
        if (files.Count == 0 || !PlaceCode.TryParse(held.Content[FilingSteps.Place], out var place) || place.County == from)
            return held;
        var key = await drafts.FindKeyAsync(held, cancel) ?? throw new InvalidOperationException("A draft's files have no key.");
        var moved = new List<StoredFile>(files.Count);
        foreach (var file in files)
        {
            await using var content = await store.OpenAsync(from, file.Address, key.Bytes, cancel);
            moved.Add(file with { Address = await store.WriteAsync(place.County, content, key.Bytes, cancel) });
        }

        return await drafts.ChangeAsync(
            held, draft => draft.FilesCounty == from && draft.Files.SequenceEqual(files) ? draft with { Files = moved, FilesCounty = place.County } : draft, cancel) ?? held;
    }
}
