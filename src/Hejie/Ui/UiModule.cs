using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.WebEncoders;
using Microsoft.Net.Http.Headers;

namespace Hejie.Ui;

/// <summary>The look and the language of all pages: words, layout, fields, headers, errors, static files.</summary>
internal static class UiModule
{
    /// <summary>Pages lie in their modules' folders and each names its own absolute path; the words come from the catalogue.</summary>
    public static WebApplicationBuilder AddUi(this WebApplicationBuilder builder, Task<WordBook> words)
    {
        builder.Services.AddSingleton(_ => words.GetAwaiter().GetResult());
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<KioskDevice>();
        builder.Services.AddScoped(services => services.GetRequiredService<WordBook>().In(RequestLanguage.Of(services.GetRequiredService<IHttpContextAccessor>().HttpContext)));

        builder.Services.AddRazorPages().WithRazorPagesAtContentRoot().AddRazorOptions(options =>
        {
            options.PageViewLocationFormats.Add("/Ui/Shared/{0}.cshtml");
            options.ViewLocationFormats.Add("/Ui/Shared/{0}.cshtml");
        });

        // Chinese is written as it is, not as numbers.
        builder.Services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        builder.Services.AddProblems();
        builder.WebHost.ConfigureKestrel(options => options.AddServerHeader = false);

        // Pages are not compressed: beside what a person typed they hold what must stay secret (BREACH). Styles and scripts hold neither.
        builder.Services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["text/css", "text/javascript", "application/javascript", "image/svg+xml"];
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        });
        return builder;
    }

    /// <summary>Puts headers, errors and static files before everything else, and maps the pages; call it first.</summary>
    public static WebApplication MapUi(this WebApplication app)
    {
        SecurityHeaders.UseSecurityHeaders(app);
        app.UseProblems();
        app.UseResponseCompression();
        app.UseStaticFiles(new StaticFileOptions
        {
            // With its version in the address a file never changes.
            OnPrepareResponse = file => file.Context.Response.Headers[HeaderNames.CacheControl] =
                file.Context.Request.Query.ContainsKey("v") ? "public,max-age=31536000,immutable" : "no-cache",
        });
        app.MapRazorPages();
        Switches.Map(app);
        return app;
    }
}
