using System.Collections.Concurrent;
using Hejie.Bodies;
using Hejie.Ui;

namespace Hejie.Import;

/// <summary>The files that came by the page and are being looked at, in this node's memory.</summary>
internal sealed class StagedFiles(TimeProvider time)
{
    /// <summary>All files together.</summary>
    private const long MostBytes = 200L << 20;

    private static readonly TimeSpan s_kept = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<Guid, StagedFile> _files = new();

    /// <summary>Takes a file; one of the same post that nothing is being done with goes for it.</summary>
    /// <returns>It, or null where there is no room now.</returns>
    public StagedFile? Add(Scope scope, MemoryStream bytes, TableFile file, IWords words)
    {
        Drop(staged => staged.Scope.By.Id == scope.By.Id || staged.Touched + s_kept < time.GetUtcNow());
        if (_files.Values.Sum(staged => staged.Bytes) + bytes.Length > MostBytes)
            return null;
        var added = new StagedFile(Guid.NewGuid(), scope, bytes, file, words) { Touched = time.GetUtcNow() };
        _files[added.Id] = added;
        return added;
    }

    /// <summary>A post's own file, or null where it is gone, or another's.</summary>
    public StagedFile? Find(Scope scope, Guid id)
    {
        Drop(staged => staged.Touched + s_kept < time.GetUtcNow());
        if (!_files.TryGetValue(id, out var staged) || staged.Scope.By.Id != scope.By.Id || staged.Scope.Body.Id != scope.Body.Id)
            return null;
        staged.Touched = time.GetUtcNow();
        return staged;
    }

    public void Remove(StagedFile staged) => _files.TryRemove(staged.Id, out _);

    private void Drop(Func<StagedFile, bool> so)
    {
        foreach (var staged in _files.Values.Where(staged => !staged.IsBusy && so(staged)))
            _files.TryRemove(staged.Id, out _);
    }
}
