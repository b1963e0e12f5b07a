namespace Hejie.Kernel;

/// <summary>A secret of the settings. Whatever prints the settings prints none of it; who needs it asks for it by name.</summary>
internal sealed class Secret(string value)
{
    /// <summary>The secret itself, for the one who is called and for nobody else.</summary>
    public string Reveal() => value;

    public override string ToString() => "(secret)";
}
