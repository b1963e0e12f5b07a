namespace Hejie.Ui;

/// <summary>The headers of every answer. Nothing inline, nothing foreign, nothing framed, no referrer: a code in a link stays here.</summary>
internal static class SecurityHeaders
{
    private static readonly TimeSpan s_year = TimeSpan.FromDays(365);

    public static HeaderPolicyCollection Policy { get; } = new HeaderPolicyCollection()
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
            content.AddFormAction().Self();
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
