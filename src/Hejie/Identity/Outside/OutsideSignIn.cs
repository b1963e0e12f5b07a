using Hejie.Kernel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Hejie.Identity.Outside;

/// <summary>
/// Staff come in by a provider that the settings name: OpenID Connect by authorization code with PKCE. Its tokens are
/// checked and dropped; what follows is a session like every other.
/// </summary>
internal static partial class OutsideSignIn
{
    public const string Scheme = "hejie.outside";

    /// <summary>Where the provider sends the browser back to.</summary>
    public const string Return = "/signin/outside";

    /// <summary>Among what the browser carries there and back, sealed: where it wanted to go.</summary>
    public const string To = "hejie.to";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>Signatures that the provider alone can make.</summary>
    private static readonly string[] s_algorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    public static AuthenticationBuilder AddOutside(this AuthenticationBuilder authentication, Settings settings)
    {
        authentication.Services.AddScoped<ComeInFromOutside>().AddScoped<BindAccount>().AddScoped<UnbindAccount>();
        return settings.Provider is { } provider ? Add(authentication, provider, settings.Outgoing) : authentication;
    }

    /// <summary>Who returns is handled before any endpoint, and is counted all the same.</summary>
    public static void UseOutside(this WebApplication app)
    {
        if (app.Services.GetRequiredService<Settings>().Provider is not null)
            app.UseWhen(http => http.Request.Path.Equals(Return, StringComparison.OrdinalIgnoreCase), way => way.UseRateLimiter());
    }

    /// <summary>Where no provider is set nobody returns from one: the way is closed, and leads to the door.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Return, () => TypedResults.LocalRedirect("/signin")).For(Access.Public).ExcludeFromDescription();

    private static AuthenticationBuilder Add(AuthenticationBuilder authentication, OutsideProvider provider, IReadOnlyList<string> outgoing) => authentication.AddOpenIdConnect(Scheme, options =>
    {
        options.Authority = provider.Issuer;
        options.ClientId = provider.Client;
        options.ClientSecret = provider.Secret.Reveal();
        options.RequireHttpsMetadata = provider.Authority.Scheme == Uri.UriSchemeHttps;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // As an address: a form that another site posts comes without the cookies that belong to it.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.Scope.Clear();
        options.Scope.Add(OpenIdConnectScope.OpenId);
        options.SaveTokens = false;
        options.GetClaimsFromUserInfoEndpoint = false;
        options.MapInboundClaims = false;
        // The issuer is among what is dropped as a rule, and here it is half of who somebody is.
        options.ClaimActions.Clear();
        options.TokenValidationParameters.ValidAlgorithms = s_algorithms;
        options.CallbackPath = Return;
        // Ending a session there ends none here, and the other way round: neither door is open.
        options.RemoteSignOutPath = default;
        options.SignedOutCallbackPath = default;
        options.SignInScheme = IdentityConstants.ApplicationScheme;
        options.BackchannelHttpHandler = Outgoing.Handler([.. outgoing, provider.Authority.IdnHost]);
        options.BackchannelTimeout = s_patience;
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }

        options.Events = new OpenIdConnectEvents
        {
            OnRedirectToIdentityProvider = context => IsWithin(provider.Authority, context.ProtocolMessage.IssuerAddress)
                ? Task.CompletedTask
                : throw new InvalidOperationException("The provider's page for signing in is not at its authority; the browser is sent nowhere else."),
            OnTokenValidated = context =>
            {
                if (OutsideProvider.Plain(context.SecurityToken.Issuer) != provider.Issuer)
                    context.Fail("The issuer of the token is not the authority that is set.");
                // The library takes a token without a signature where it came by the back channel; here none is taken.
                if (context.TokenEndpointResponse?.IdToken is not { } token || token.EndsWith('.') || !s_algorithms.Contains(context.SecurityToken.SignatureAlgorithm))
                    context.Fail("The token is not signed.");
                return Task.CompletedTask;
            },
            OnTicketReceived = EnterAsync,
            OnRemoteFailure = context =>
            {
                Refused(context.HttpContext.RequestServices.GetRequiredService<ILogger<ComeInFromOutside>>(), context.Failure);
                context.HandleResponse();
                context.Response.Redirect(SignInModel.DoorWith(SignInModel.Refused));
                return Task.CompletedTask;
            },
        };
    });

    private static async Task EnterAsync(TicketReceivedContext context)
    {
        var to = context.Properties?.Items.TryGetValue(To, out var wanted) == true && wanted is not null ? wanted : "/desk";
        var path = await context.HttpContext.RequestServices.GetRequiredService<ComeInFromOutside>().RunAsync(context.Principal!, to, context.HttpContext.RequestAborted);
        // No cookie but that of the session: nothing that the provider told is kept.
        context.HandleResponse();
        context.Response.Redirect(path);
    }

    private static bool IsWithin(Uri authority, string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var page) && Uri.Compare(authority, page, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    [LoggerMessage(LogLevel.Warning, "A sign-in by the outside provider was refused.")]
    private static partial void Refused(ILogger log, Exception? error);
}
