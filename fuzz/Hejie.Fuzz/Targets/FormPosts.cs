using System.Text;
using System.Text.Json;
using Hejie.Journal;
using Hejie.Kernel;
using Hejie.Matters.Intake.Attachments;
using Hejie.Matters.Intake.Drafts;
using Hejie.Rules.Procedures;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Hejie.Fuzz;

/// <summary>
/// A form as it is posted: the first line is the content type, the rest the body. It is read as for pages, checked against the
/// intake and the moves of every procedure, and read once more as an upload.
/// </summary>
internal sealed class FormPosts : Target
{
    private const int Post = 1;

    private static readonly byte[] s_key = new byte[32];

    private readonly Lazy<List<Form>> _forms = new(() => [.. World.Catalogue.Procedures.InForce.SelectMany(Forms)]);

    public override string Name => "forms";

    public override IEnumerable<string> Words =>
    [
        .. _forms.Value.SelectMany(form => form.Fields).Select(asked => asked.Name + "=").Distinct(),
        "people.0.name=", "people.19.telephone=", "people.20.address=", "name=\"", "filename=\"", "Content-Disposition: form-data; ", "\r\n\r\n", "--X\r\n", "--X--\r\n",
        "multipart/form-data; boundary=X\n", "application/x-www-form-urlencoded\n", "; charset=utf-16", "%EF%BF%BE", "%ED%A0%80", "%00", "__RequestVerificationToken",
    ];

    public override IEnumerable<(string Name, byte[] Bytes)> Seeds()
    {
        const string url = "application/x-www-form-urlencoded\n";
        yield return ("narrative", Bytes(url + "narrative=%E5%B1%8B%E6%AA%90%E6%B0%B4&place=532901102201&kind=land&people.0.name=%E6%9D%8E&people.0.telephone=13800138000&people.1.role=third"));
        yield return ("charset", [.. Bytes("application/x-www-form-urlencoded; charset=utf-16\n"), .. Encoding.Unicode.GetBytes("narrative=雨水")]);
        yield return ("dates", Bytes(url + "perform-by=2026-05-01&when=2026-05-01T09%3A30&body=3&post=5&party=2&remedy=court&summary=x&scan=1"));
        yield return ("persons", Bytes(url + string.Join('&', Enumerable.Range(0, 22).Select(index => $"people.{index}.name=a"))));
        yield return ("parts", Bytes("multipart/form-data; boundary=X\n--X\r\nContent-Disposition: form-data; name=\"narrative\"\r\n\r\nrain\r\n--X--\r\n"));
        yield return ("file", Bytes("multipart/form-data; boundary=\"X\"\n--X\r\nContent-Disposition: form-data; name=\"__RequestVerificationToken\"\r\n\r\nt\r\n"
            + "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a/b.txt\"\r\nContent-Type: text/plain\r\n\r\nrain\r\n--X--\r\n"));
    }

    public override void Prepare() => _ = (_forms.Value, World.Directory);

    protected override void Read(ReadOnlySpan<byte> input)
    {
        var type = Line(ref input);
        var body = input.ToArray();
        ReadForm(Request(type, body));
        ReadUpload(Request(type, body));
    }

    private static DefaultHttpContext Request(string type, byte[] body)
    {
        var http = new DefaultHttpContext();
        http.Request.Method = HttpMethods.Post;
        http.Request.ContentType = type;
        http.Request.Body = new MemoryStream(body);
        return http;
    }

    private void ReadForm(DefaultHttpContext http)
    {
        if (!http.Request.HasFormContentType || !SizeLimits.CanBeReadAsync(http).GetAwaiter().GetResult() || http.Features.Get<IFormFeature>()?.Form is not { } posted)
            return;
        var raw = FormState.Raw(posted);
        foreach (var form in _forms.Value)
            ReadAnswers(form, raw);
        FormReader.Filer(new Person(Answer(raw, "filer.name"), Answer(raw, "filer.telephone"), Answer(raw, "filer.address"), PartyRole.Filer), out _);

        var draft = new Draft { Form = "forms" }.With([.. raw.Keys], raw);
        var again = JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(draft, DraftJson.Default.Draft), DraftJson.Default.Draft)!;
        Holds(raw.All(pair => again[pair.Key] == pair.Value), "A draft came back otherwise than it was kept.");
    }

    /// <summary>What is taken can be kept in an entry, and read once more is the same.</summary>
    private static void ReadAnswers(Form form, IReadOnlyDictionary<string, string> raw)
    {
        var answers = FormReader.Read(form.Fields, raw, form.Context, out var errors);
        if (errors.Count == 0)
            errors = [.. FormReader.Unasked(form.Fields, raw)];
        if (answers.Clear.Count + answers.Sealed.Count + answers.People.Count == 0)
            return;

        var kept = answers.Clear.Concat(answers.Sealed).ToDictionary();
        for (var index = 0; index < answers.People.Count; index++)
        {
            var (prefix, person) = ($"people.{index}.", answers.People[index]);
            (kept[prefix + "name"], kept[prefix + "telephone"]) = (person.Name, person.Telephone ?? "");
            (kept[prefix + "address"], kept[prefix + "role"]) = (person.Address ?? "", person.Role == PartyRole.Third ? "third" : "");
        }

        var again = FormReader.Read(form.Fields, kept, form.Context, out _);
        Holds(Same(answers.Clear, again.Clear) && Same(answers.Sealed, again.Sealed) && answers.People.SequenceEqual(again.People), "Answers read again are others.");

        var content = new EntryContent(answers.Sealed, answers.People);
        var opened = EntryCodec.Open(EntryCodec.Encode(Entries.Header(answers.Clear), content, s_key), s_key);
        Holds(Same(content.Texts, opened.Texts) && content.People.SequenceEqual(opened.People), "An entry opened again holds other answers.");
    }

    private static void ReadUpload(DefaultHttpContext http) => Upload.ReadAsync(http, new Trusting(), async (name, content) =>
    {
        Holds(name.Length is > 0 and <= 80 && !name.Contains('/', StringComparison.Ordinal), $"A file may not be called '{name}'.");
        _ = Upload.Name(name, AttachmentKind.Pdf);
        using var kept = new MemoryStream();
        await content.CopyToAsync(kept);
        return null;
    }).GetAwaiter().GetResult();

    private static string Answer(IReadOnlyDictionary<string, string> raw, string name) => raw.GetValueOrDefault(name, "");

    private static bool Same(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var text) && text == pair.Value);

    private static IEnumerable<Form> Forms(Procedure procedure)
    {
        var context = new FormContext(World.Directory, World.Now, null, null, procedure.Remedies, []);
        yield return new Form(procedure.Intake, context);
        foreach (var move in procedure.Moves.Values.Where(move => move.Form.Count > 0))
            yield return new Form(move.Form, context with { Owner = Post, About = Post + 1, Parties = [1, 2] });
    }

    private sealed record Form(IReadOnlyList<Field> Fields, FormContext Context);

    /// <summary>Every form is one of ours.</summary>
    private sealed class Trusting : IAntiforgery
    {
        public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext) => throw new NotSupportedException();

        public AntiforgeryTokenSet GetTokens(HttpContext httpContext) => throw new NotSupportedException();

        public Task<bool> IsRequestValidAsync(HttpContext httpContext) => Task.FromResult(true);

        public void SetCookieTokenAndHeader(HttpContext httpContext) => throw new NotSupportedException();

        public Task ValidateRequestAsync(HttpContext httpContext) => Task.CompletedTask;
    }
}
