namespace Hejie.Matters.Reading;

/// <summary>For whom a matter is told.</summary>
internal abstract record Viewer
{
    private Viewer()
    {
    }

    /// <summary>A party, come in with their own code.</summary>
    public sealed record Party(int Ordinal) : Viewer;

    /// <summary>Staff in whose scope the matter is.</summary>
    /// <param name="Post">The post.</param>
    /// <param name="Opened">Whether what is sealed was opened with a purpose.</param>
    public sealed record Staff(int Post, bool Opened) : Viewer;
}
