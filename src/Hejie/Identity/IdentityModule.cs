using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Hejie.Data;
using Hejie.Identity.Outside;
using Hejie.Kernel;
using Hejie.Kernel.Api;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Hejie.Identity;

/// <summary>Who is asking: staff by account and post, parties by their code. Two kinds of session that never mix.</summary>
internal static class IdentityModule
{
    /// <summary>The cookie of a party, apart from that of staff.</summary>
    public const string PartyScheme = "hejie.party";

    /// <summary>Chooses bearer token or staff cookie by the request.</summary>
    private const string StaffOrBearer = "hejie.any";

    /// <summary>How often the cookie of somebody who works is renewed.</summary>
    private static readonly TimeSpan s_renewed = TimeSpan.FromMinutes(1);

    public static IServiceCollection AddHejieIdentity(this IServiceCollection services, Settings settings)
    {
        services.AddDataProtection()
            .SetApplicationName("hejie")
            .PersistKeysToDbContext<HejieDb>()
            .ProtectKeysWithCertificate(Certificate(settings.Keys));

        services.AddAuthentication(StaffOrBearer)
            .AddPolicyScheme(StaffOrBearer, null, options => options.ForwardDefaultSelector = context =>
                BearerTokens.Only(context) ? IdentityConstants.BearerScheme : IdentityConstants.ApplicationScheme)
            .AddBearerToken(IdentityConstants.BearerScheme)
            .AddCookie(PartyScheme, options =>
            {
                Harden(options.Cookie, "hejie-party");
                options.ExpireTimeSpan = TimeSpan.FromMinutes(30);
                options.SlidingExpiration = true;
                options.LoginPath = "/track";
            })
            .AddCookie(IdentityConstants.ApplicationScheme, options =>
            {
                Harden(options.Cookie, "hejie-staff");
                options.ExpireTimeSpan = settings.Idle;
                options.SlidingExpiration = true;
                // As a rule a cookie is renewed only after half its time, and who works would be idle from then on.
                options.Events.OnCheckSlidingExpiration = context =>
                {
                    context.ShouldRenew |= context.ElapsedTime > s_renewed && context.RemainingTime > TimeSpan.Zero;
                    // What a page that lies open does by itself is no work of anybody.
                    context.ShouldRenew &= !ByItself.Is(context.Request);
                    return Task.CompletedTask;
                };
                options.LoginPath = "/signin";
                options.AccessDeniedPath = "/denied";
                options.Events.OnRedirectToLogin = context => Redirect(context, StatusCodes.Status401Unauthorized);
                options.Events.OnRedirectToAccessDenied = context => Redirect(context, StatusCodes.Status403Forbidden);
            })
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, options =>
            {
                Harden(options.Cookie, "hejie-second");
                // Not strict: who comes back from an outside provider goes on to the second step in the same breath.
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.ExpireTimeSpan = TimeSpan.FromMinutes(5);
                options.SlidingExpiration = false;
            })
            .AddOutside(settings);

        services.AddAntiforgery(options => options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);
        services.AddIdentityCore<Account>(Options)
            .AddUserStore<SealedUserStore>()
            .AddPasswordValidator<PasswordRules>()
            .AddTokenProvider<Totp>(TokenOptions.DefaultAuthenticatorProvider)
            .AddSignInManager();
        // What is advised for HMAC-SHA-512; a password stored with fewer rounds is stored anew when it next comes in.
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            // The device asks for a finger, a face or its own code: a passkey is two factors in one, or none.
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
            // Pages send no referrer, and so browsers name no origin with a form: what the credential was made for is held to where it came in.
            options.ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin
                && string.Equals(context.Origin, $"{context.HttpContext.Request.Scheme}://{context.HttpContext.Request.Host}", StringComparison.OrdinalIgnoreCase));
        });
        services.AddSingleton<FindSession>();
        services.AddScoped<Sessions>();
        services.AddScoped<Leave>();
        services.AddScoped<StaffScope>();
        services.AddScoped<HeldPosts>();
        services.AddScoped<PartySession>();
        services.AddScoped<SignInStaff>();
        services.AddScoped<SecondStep>();
        services.AddScoped<CheckSecondFactor>();
        services.AddScoped<ComeIn>();
        services.AddSingleton<KnownDevice>();
        services.AddScoped<OnlyPasskey>();
        services.AddSingleton<SignInPace>();
        services.AddScoped<AddAccount>();
        services.AddScoped<AppointAccount>();
        services.AddScoped<EndAccount>();
        services.AddScoped<ResetSecondFactor>();
        services.AddScoped<ShowAgain>();
        services.AddScoped<ChangePassword>();
        services.AddScoped<GivePassword>();
        services.AddSingleton<AccessLog>();
        services.AddSingleton<BearerTokens>();
        services.AddApiTypes(IdentityJson.Default);
        return services;
    }

    public static void MapIdentity(this WebApplication app)
    {
        var api = app.MapApi("session");
        OpenSessionEndpoint.Map(api);
        ShowSessionEndpoint.Map(api);
        CloseSessionEndpoint.Map(api);
        OutsideSignIn.Map(app);
    }

    /// <summary>Identity's options, for a design-time provider.</summary>
    public static IServiceProvider SchemaOptions() => new ServiceCollection().Configure<IdentityOptions>(Options).BuildServiceProvider();

    private static void Options(IdentityOptions options)
    {
        options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
        options.Password.RequiredLength = 12;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;
    }

    private static void Harden(CookieBuilder cookie, string name)
    {
        cookie.Name = name;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.IsEssential = true;
    }

    private static Task Redirect(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
            context.Response.StatusCode = status;
        else
            context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }

    /// <summary>The certificate that encrypts the data-protection keys: made on the first start, beside the installation's key.</summary>
    private static X509Certificate2 Certificate(string folder)
    {
        var path = Path.Combine(folder, "sessions.pfx");
        if (!File.Exists(path))
        {
            using var rsa = RSA.Create(3072);
            var request = new CertificateRequest("CN=hejie sessions", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
            using var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            file.Write(made.Export(X509ContentType.Pfx));
            file.Flush(flushToDisk: true);
        }

        return X509CertificateLoader.LoadPkcs12FromFile(path, password: null, X509KeyStorageFlags.EphemeralKeySet);
    }
}
