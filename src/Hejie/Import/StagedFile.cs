using System.Text;
using Hejie.Bodies;
using Hejie.Rules.Procedures;
using Hejie.Ui;

namespace Hejie.Import;

/// <summary>What is being done with a file.</summary>
internal enum StagedState
{
    /// <summary>Nothing: the mapping is being looked at.</summary>
    Mapping,

    /// <summary>Another sheet of it is opened.</summary>
    Turning,

    /// <summary>Its rows are looked through; nothing is written.</summary>
    Looking,

    /// <summary>Each row's fate is known.</summary>
    Looked,

    /// <summary>It is being taken in.</summary>
    Taking,

    /// <summary>It was taken in.</summary>
    Taken,
}

/// <summary>A row's fate as a page shows it: never what stands in the row.</summary>
internal sealed record ShownFate(int Row, RowFate Fate, IReadOnlyList<RowError> Errors);

/// <summary>
/// A file that came by a page. It lies in this node's memory alone, with every column that is not mapped, and is gone within
/// the half hour: nothing of it is written anywhere but what becomes of its rows.
/// </summary>
internal sealed class StagedFile(Guid id, Scope scope, MemoryStream bytes, TableFile file, IWords words)
{
    /// <summary>Rows that a page shows.</summary>
    public const int MostShown = 100;

    /// <summary>Refused rows that are given back to be corrected.</summary>
    private const int MostRefused = 20_000;

    private readonly Lock _lock = new();
    private readonly List<ShownFate> _shown = [];
    private readonly Dictionary<(string Code, string? Column), int> _reasons = [];
    private readonly StringBuilder _refused = new();
    private int _kept;

    public Guid Id => id;

    public Scope Scope => scope;

    public TableFile File { get; private set; } = file;

    public long Bytes => bytes.Length;

    /// <summary>The words of who brought it: the file of refused rows speaks them too.</summary>
    public IWords Words => words;

    public Mapping Mapping { get; set; } = new();

    /// <summary>The name that its mapping is kept under, and which version.</summary>
    public string Name { get; set; } = "";

    public int Version { get; set; }

    public StagedState State { get; set; }

    public DateTimeOffset Touched { get; set; }

    public ImportProgress? Progress { get; set; }

    /// <summary>Why the whole file is refused, or what went wrong.</summary>
    public IReadOnlyList<FieldError> Errors { get; set; } = [];

    public bool IsBusy => State is StagedState.Turning or StagedState.Looking or StagedState.Taking;

    /// <summary>The first rows that are refused, else the first rows.</summary>
    public IReadOnlyList<ShownFate> Shown
    {
        get
        {
            lock (_lock)
                return [.. _shown];
        }
    }

    /// <summary>How often each reason came up, the most frequent first.</summary>
    public IReadOnlyList<(RowError Error, int Count)> Reasons
    {
        get
        {
            lock (_lock)
                return [.. _reasons.OrderByDescending(reason => reason.Value).Select(reason => (new RowError(reason.Key.Code, reason.Key.Column), reason.Value))];
        }
    }

    /// <summary>The refused rows as a file, or null where there are none.</summary>
    public string? Refused
    {
        get
        {
            lock (_lock)
                return _kept == 0 ? null : ErrorFile.Head([.. Mapped], words) + _refused;
        }
    }

    private IEnumerable<string> Mapped => File.Names.Where(Mapping.Fields.ContainsKey);

    /// <summary>Goes over to another sheet of the workbook, which is read by the same mapping where it has the same columns.</summary>
    /// <param name="sheet">Its name.</param>
    /// <param name="procedure">What its rows are taken for.</param>
    /// <param name="guess">A mapping for other columns.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>False where something else is being done with the file.</returns>
    /// <exception cref="TableRefused">The sheet holds no table; the one before stays.</exception>
    public async Task<bool> TurnAsync(string sheet, Procedure procedure, Func<TableFile, Mapping> guess, CancellationToken cancel)
    {
        var before = State;
        if (!TryEnter(StagedState.Turning))
            return false;
        try
        {
            var turned = await TableFile.OpenAsync(bytes, TableLimits.Page, sheet, cancel);
            var isSame = Mapping.Columns.Count > 0 && Mapping.Columns.Keys.All(turned.Names.Contains);
            File = turned;
            if (isSame)
                Mapping = Mapping.WithWords(turned, procedure);
            else
                (Mapping, Name, Version) = (guess(turned), "", 0);
            Forget();
            State = StagedState.Mapping;
            return true;
        }
        catch
        {
            State = before;
            throw;
        }
    }

    /// <summary>Forgets what an earlier look found, and begins something.</summary>
    /// <returns>False where something is being done with the file already: all of it reads the same bytes.</returns>
    public bool Begin(StagedState state)
    {
        if (!TryEnter(state))
            return false;
        Forget();
        return true;
    }

    private bool TryEnter(StagedState state)
    {
        lock (_lock)
        {
            if (IsBusy)
                return false;
            State = state;
            return true;
        }
    }

    private void Forget()
    {
        lock (_lock)
        {
            _shown.Clear();
            _reasons.Clear();
            _refused.Clear();
            _kept = 0;
        }

        (Progress, Errors) = (null, []);
    }

    /// <summary>Takes note of a row.</summary>
    public void Add(RowTold told)
    {
        lock (_lock)
        {
            if (_shown.Count < MostShown && (told.Fate == RowFate.Refused || _shown.Count < MostShown / 5))
                _shown.Add(new ShownFate(told.Row.Row.Number, told.Fate, told.Row.Errors));
            if (told.Fate != RowFate.Refused)
                return;
            foreach (var error in told.Row.Errors)
                _reasons[(error.Code, error.Column)] = _reasons.GetValueOrDefault((error.Code, error.Column)) + 1;
            if (_kept++ < MostRefused)
                _refused.Append(ErrorFile.Of(told.Row, words));
        }
    }
}
