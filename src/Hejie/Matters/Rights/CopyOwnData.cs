using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hejie.Identity;
using Hejie.Matters.Intake.Attachments;
using Hejie.Rules.Procedures;
using Hejie.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hejie.Matters.Rights;

/// <summary>
/// The copy as a file: one to read and one for programs. Their names tell nothing, since they lie on devices that others
/// use (safeguard 9).
/// </summary>
internal static class CopyOwnData
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerOptions.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/matter/data/copy.html", HtmlAsync).For(Access.Party).ExcludeFromDescription();
        app.MapGet("/matter/data/copy.json", JsonAsync).For(Access.Party).ExcludeFromDescription();
    }

    /// <summary>The copy as a plain document that any browser shows and any printer prints.</summary>
    public static string Document(OwnDataBody data, IWords words)
    {
        var page = new StringBuilder();
        StringBuilder Add(string text) => page.Append(text);
        string Safe(string? text) => HtmlEncoder.Default.Encode(text ?? "").Replace("&#xA;", "<br>", StringComparison.Ordinal);
        void Fact(string key, string? text) => Add(string.IsNullOrEmpty(text) ? "" : $"<dt>{Safe(words[key])}</dt><dd>{Safe(text)}</dd>\n");
        Add($"<!doctype html>\n<html lang=\"{words.Tag}\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{Safe(words["copy.title"])}</title></head>\n<body>\n<h1>{Safe(words["copy.title"])}</h1>\n<dl>\n");
        Fact("copy.procedure", data.Procedure);
        Fact("copy.kind", data.Kind);
        Fact("copy.place", data.Place);
        Fact("copy.number", data.Number);
        Fact("copy.filed", words.Moment(data.Filed));
        Fact("copy.you", words["party." + Code(data.You)]);
        Fact("file.contact.name", data.Name);
        Fact("file.contact.telephone", data.Telephone);
        Fact("file.contact.address", data.Address);
        Fact("copy.messages", words["answer." + (data.Messages ? "yes" : "no")]);
        Fact("copy.recovery", words["answer." + (data.TelephoneConfirmed ? "yes" : "no")]);
        if (data.Keeping is { } keeping)
            Fact("law.keeps", Kept(keeping, words));
        Add($"</dl>\n<h2>{Safe(words["track.story"])}</h2>\n<ol reversed>\n");
        foreach (var step in data.Steps)
        {
            Add($"<li>{Safe(words.Moment(step.At))} {Safe(step.By)} {Safe(step.Text)}");
            if (step.Details.Count > 0)
                page.Append("<dl>").AppendJoin("", step.Details.Select(detail => $"<dt>{Safe(detail.Label)}</dt><dd>{Safe(detail.Value)}</dd>")).Append("</dl>");
            page.Append("</li>\n");
        }

        Add($"</ol>\n<h2>{Safe(words["track.looks"])}</h2>\n<ul>\n")
            .AppendJoin("", data.Looks.Select(look => $"<li>{Safe(words.Moment(look.At))} {Safe(look.By)} {Safe(look.Purpose)}</li>\n"));
        if (data.Looks.Count == 0)
            Add($"<li>{Safe(words["track.looks.none"])}</li>\n");
        Add($"</ul>\n<h2>{Safe(words["track.files"])}</h2>\n<ul>\n")
            .AppendJoin("", data.Files.Select(file => $"<li>{Safe(file.Name)} {FileBox.Size(file.Size)}</li>\n"));
        return page.Append("</ul>\n</body>\n</html>\n").ToString();
    }

    /// <summary>How long it is kept, in one sentence.</summary>
    public static string Kept(KeepingBody keeping, IWords words) => string.Concat(
        keeping.Until is { } until ? words["data.kept.until", words.FullDay(until)] : words["law.keeps.years", keeping.Years], words["law.stop"],
        words[keeping.ByLaw ? "law.keeps.by-law" : "law.keeps.free"], words["law.stop"], keeping.Article, keeping.Verified ? "" : words["law.not-read"]);

    private static async Task<Results<FileContentHttpResult, RedirectHttpResult>> HtmlAsync(
        HttpContext http, PartySession session, ReadOwnData read, IWords words, CancellationToken cancel) =>
        await ReadAsync(session, read, cancel) is { } data
            ? File(http, Document(data, words), "text/html; charset=utf-8", "copy.html")
            : TypedResults.LocalRedirect("/matter");

    private static async Task<Results<FileContentHttpResult, RedirectHttpResult>> JsonAsync(
        HttpContext http, PartySession session, ReadOwnData read, CancellationToken cancel) =>
        await ReadAsync(session, read, cancel) is { } data
            ? File(http, JsonSerializer.Serialize(data, s_json), "application/json", "copy.json")
            : TypedResults.LocalRedirect("/matter");

    private static async Task<OwnDataBody?> ReadAsync(PartySession session, ReadOwnData read, CancellationToken cancel) =>
        (await read.RunAsync((await session.FindAsync())!, cancel))?.Data;

    private static FileContentHttpResult File(HttpContext http, string text, string type, string name)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(Encoding.UTF8.GetBytes(text), type, name);
    }

    private static string Code(PartyRole role) => role switch
    {
        PartyRole.Filer => "filer",
        PartyRole.Respondent => "respondent",
        _ => "third",
    };
}
