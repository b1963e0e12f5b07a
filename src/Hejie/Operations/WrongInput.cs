using Hejie.Rules.Catalogue;

namespace Hejie.Operations;

/// <summary>What was typed at the command line, or piped into it, cannot be used; told in both languages.</summary>
internal sealed class WrongInput(string zh, string en) : Exception(en)
{
    public Words Words { get; } = new(zh, en);
}
