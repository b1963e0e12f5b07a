namespace Hejie.Kernel;

/// <summary>A provider of identities outside this program, by OpenID Connect.</summary>
/// <param name="Authority">Its address, which is also what it calls itself: <c>HEJIE_OIDC_AUTHORITY</c>.</param>
/// <param name="Client">What it knows this installation by: <c>HEJIE_OIDC_CLIENT</c>.</param>
/// <param name="Secret">The secret that goes with it: <c>HEJIE_OIDC_SECRET</c>.</param>
internal sealed record OutsideProvider(Uri Authority, string Client, Secret Secret)
{
    /// <summary>Whether it is trusted to have asked for a second factor also where it does not say so: <c>HEJIE_OIDC_SECOND_FACTOR=trust</c>.</summary>
    public bool Trusted { get; init; }

    /// <summary>What it must call itself in a token.</summary>
    public string Issuer => Plain(Authority.OriginalString);

    /// <summary>The name of an issuer, which some end with a slash and some do not.</summary>
    public static string Plain(string issuer) => issuer.TrimEnd('/');
}
