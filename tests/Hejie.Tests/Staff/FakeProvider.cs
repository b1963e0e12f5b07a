using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace Hejie.Tests.Staff;

/// <summary>A provider of identities on this machine, who is strict with who asks, and says what a story has it say.</summary>
internal sealed class FakeProvider : IDisposable
{
    public const string Client = "hejie", Secret = "a-secret-between-the-two", KeyId = "key-1";

    private readonly ConcurrentDictionary<string, Asked> _asked = new();
    private readonly RSA _key = RSA.Create(2048);
    private readonly RSA _otherKey = RSA.Create(2048);
    private readonly WebApplication _app;

    public FakeProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", Describe);
        _app.MapGet("/jwks", Keys);
        _app.MapGet("/authorize", (Delegate)Authorize);
        _app.MapPost("/token", (Delegate)TokenAsync);
        _app.StartAsync().GetAwaiter().GetResult();
        Authority = new Uri(_app.Urls.First());
        Clear();
    }

    public Uri Authority { get; }

    /// <summary>Who signs in there.</summary>
    public string Subject { get; set; } = "";

    /// <summary>By what.</summary>
    public IReadOnlyList<string> Methods { get; set; } = [];

    /// <summary>How the claims of the token are falsified, after all.</summary>
    public Action<Dictionary<string, object>>? Falsify { get; set; }

    /// <summary>Whether somebody else signs the token.</summary>
    public bool OtherKey { get; set; }

    /// <summary>Whether the signature is left away.</summary>
    public bool Unsigned { get; set; }

    /// <summary>The algorithm that the token names; of "none" it carries no signature.</summary>
    public string Algorithm { get; set; } = "RS256";

    /// <summary>What it calls itself in its description.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>Where its page for signing in is.</summary>
    public Uri Page { get; set; } = null!;

    /// <summary>As honest as it is at first.</summary>
    public void Clear() =>
        (Falsify, OtherKey, Unsigned, Algorithm, Methods, Issuer, Page) = (null, false, false, "RS256", ["pwd"], Authority.ToString().TrimEnd('/'), new Uri(Authority, "/authorize"));

    public void Dispose()
    {
        _app.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _key.Dispose();
        _otherKey.Dispose();
    }

    private ContentHttpResult Describe() => TypedResults.Text(JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["issuer"] = Issuer,
        ["authorization_endpoint"] = Page.ToString(),
        ["token_endpoint"] = new Uri(Authority, "/token").ToString(),
        ["jwks_uri"] = new Uri(Authority, "/jwks").ToString(),
        ["response_types_supported"] = new[] { "code" },
        ["subject_types_supported"] = new[] { "public" },
        ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
    }), "application/json");

    private ContentHttpResult Keys()
    {
        var parameters = _key.ExportParameters(false);
        return TypedResults.Text(JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["keys"] = new[]
            {
                new Dictionary<string, string>
                {
                    ["kty"] = "RSA", ["use"] = "sig", ["alg"] = "RS256", ["kid"] = KeyId,
                    ["n"] = WebEncoders.Base64UrlEncode(parameters.Modulus!), ["e"] = WebEncoders.Base64UrlEncode(parameters.Exponent!),
                },
            },
        }), "application/json");
    }

    private IResult Authorize(HttpContext http)
    {
        string Of(string name) => http.Request.Query[name].ToString();
        if (Of("response_type") != "code" || Of("client_id") != Client || Of("scope") != "openid" || Of("code_challenge_method") != "S256"
            || Of("code_challenge").Length == 0 || Of("nonce").Length == 0 || Of("state").Length == 0)
            return TypedResults.BadRequest(http.Request.QueryString.ToString());
        var code = Guid.NewGuid().ToString("N");
        _asked[code] = new Asked(Of("redirect_uri"), Of("nonce"), Of("code_challenge"));
        return TypedResults.Redirect(QueryHelpers.AddQueryString(Of("redirect_uri"), new Dictionary<string, string?> { ["code"] = code, ["state"] = Of("state") }));
    }

    private async Task<IResult> TokenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        if (form["grant_type"] != "authorization_code" || form["client_id"] != Client || form["client_secret"] != Secret
            || !_asked.TryRemove(form["code"].ToString(), out var asked) || form["redirect_uri"] != asked.Return
            || WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != asked.Challenge)
            return TypedResults.Text("""{"error": "invalid_grant"}""", "application/json", statusCode: 400);
        return TypedResults.Text(JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["access_token"] = "an-access-token-that-nobody-keeps",
            ["token_type"] = "Bearer",
            ["expires_in"] = 300,
            ["id_token"] = Sign(asked),
        }), "application/json");
    }

    private string Sign(Asked asked)
    {
        // The browser's cookies and the library live by the machine's clock.
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object>
        {
            ["iss"] = Authority.ToString().TrimEnd('/'),
            ["sub"] = Subject,
            ["aud"] = Client,
            ["iat"] = now,
            ["exp"] = now + 300,
            ["nonce"] = asked.Nonce,
            ["amr"] = Methods,
            ["email"] = "somebody@example.org",
        };
        Falsify?.Invoke(claims);
        var signed = Part(new Dictionary<string, object> { ["alg"] = Algorithm, ["kid"] = KeyId, ["typ"] = "JWT" }) + "." + Part(claims);
        return signed + "." + Algorithm switch
        {
            _ when Unsigned => "",
            "none" => "",
            "HS256" => WebEncoders.Base64UrlEncode(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.ASCII.GetBytes(signed))),
            _ => WebEncoders.Base64UrlEncode((OtherKey ? _otherKey : _key).SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
        };
    }

    private static string Part(Dictionary<string, object> part) => WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(part));

    private sealed record Asked(string Return, string Nonce, string Challenge);
}
