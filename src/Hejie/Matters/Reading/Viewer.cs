using Hejie.Rules.Procedures;

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
    /// <param name="Sight">What of it their body is shown.</param>
    public sealed record Staff(int Post, bool Opened, Sight Sight) : Viewer
    {
        /// <summary>Whether something with a name of its own is open to them.</summary>
        public bool Reads(string name) => Opened && Sight.Shows(name);
    }
}
