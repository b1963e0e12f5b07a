namespace Hejie.Ui.Forms;

/// <summary>One answer to choose, in the request's language.</summary>
/// <param name="Code">What is sent.</param>
/// <param name="Label">What people read.</param>
/// <param name="Group">Under which heading a long list shows it, or null.</param>
/// <param name="Hint">A line of help, or null.</param>
public sealed record Choice(string Code, string Label, string? Group = null, string? Hint = null);

/// <summary>A file that was received before, and can be taken out again.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Name">Its name, as the resident knows it.</param>
public sealed record KeptFile(string Address, string Name);
