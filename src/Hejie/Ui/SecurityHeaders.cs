using Hejie.Kernel;

namespace Hejie.Ui;

/// <summary>The headers of every answer. Nothing inline, nothing foreign, nothing framed, no referrer: a code in a link stays here.</summary>
internal static class SecurityHeaders
{
    private static readonly TimeSpan s_year = TimeSpan.FromDays(365);

    /// <summary>The door of staff may send its form on to the provider that the settings name, and no page to anybody else.</summary>
    public static void UseSecurityHeaders(this WebApplication app)
    {
        if (app.Services.GetService<Settings>()?.Provider is not { } provider)
        {
            app.UseSecurityHeaders(Policy(null));
            return;
        }

        app.UseWhen(IsDoor, way => way.UseSecurityHeaders(Policy(provider.Authority)));
        app.UseWhen(http => !IsDoor(http), way => way.UseSecurityHeaders(Policy(null)));
    }

    private static bool IsDoor(HttpContext http) => http.Request.Path.Equals("/signin", StringComparison.OrdinalIgnoreCase);

    private static HeaderPolicyCollection Policy(Uri? sendsTo) => new HeaderPolicyCollection()
        .AddFrameOptionsDeny()
        .AddContentTypeOptionsNoSniff()
        .AddReferrerPolicyNoReferrer()
        .AddStrictTransportSecurityMaxAge((int)s_year.TotalSeconds)
        .AddContentSecurityPolicy(content =>
        {
            content.AddDefaultSrc().Self();
            content.AddImgSrc().Self().Data();
            content.AddObjectSrc().None();
            content.AddBaseUri().None();
            var forms = content.AddFormAction().Self();
            if (sendsTo is not null)
                forms.From(sendsTo.GetLeftPart(UriPartial.Authority));
            content.AddFrameAncestors().None();
        })
        .AddPermissionsPolicy(policy =>
        {
            policy.AddCamera().None();
            policy.AddMicrophone().None();
            policy.AddGeolocation().None();
            policy.AddPayment().None();
            policy.AddUsb().None();
            policy.AddPublickeyCredentialsGet().Self();
        })
        .AddCrossOriginResourcePolicy(policy => policy.SameOrigin());
}
