using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Api;

/// <summary>An answer of the API: status, headers and the body as JSON.</summary>
internal sealed record Answer(HttpStatusCode Status, HttpResponseHeaders Headers, string? MediaType, JsonElement Body)
{
    public string? Code => Text("code");

    public string? ETag => Headers.ETag?.Tag;

    public string? Text(string member) => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(member, out var value) ? value.ToString() : null;

    /// <summary>Field and code of each error.</summary>
    public IReadOnlyList<string> Errors =>
        [.. Body.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString() + " " + error.GetProperty("code").GetString())];
}

/// <summary>Talks to the API as a program does.</summary>
internal sealed class ApiClient(Installation hejie) : IDisposable
{
    public const string Password = "a long enough password";

    private readonly HttpClient _http = hejie.Client();

    public void Dispose() => _http.Dispose();

    /// <summary>This client with a token of its own.</summary>
    public ApiClient With(string? token)
    {
        var client = new ApiClient(hejie);
        if (token is not null)
            client._http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>A post signs in; its account is made where there is none yet.</summary>
    public async Task<ApiClient> SignInAsync(Scope post)
    {
        var name = $"post-{post.Post.Id}";
        await hejie.InScopeAsync(async services =>
        {
            var accounts = services.GetRequiredService<UserManager<Account>>();
            if (await accounts.FindByNameAsync(name) is not null)
                return false;
            var account = new Account { UserName = name, DisplayName = "示例人员" };
            (await accounts.CreateAsync(account, Password)).Succeeded.ShouldBeTrue();
            var db = services.GetRequiredService<HejieDb>();
            db.Set<AppointmentRow>().Add(new AppointmentRow { Account = account.Id, Post = post.Post.Id });
            await db.SaveChangesAsync();
            return true;
        });
        var session = await PostAsync("session", new { userName = name, password = Password });
        session.Status.ShouldBe(HttpStatusCode.OK, session.Body.ToString());
        return With(session.Text("token"));
    }

    /// <summary>A party comes in with their code.</summary>
    public async Task<ApiClient> TrackAsync(string code, string? digits = null)
    {
        var session = await PostAsync("tracking", new { code, digits });
        session.Status.ShouldBe(HttpStatusCode.OK, session.Body.ToString());
        return With(session.Text("token"));
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<Answer> PostAsync(string path, object body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, JsonContent.Create(body), headers);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    public Task<Answer> PostTextAsync(string path, string body, string type = "application/json", params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, new StringContent(body, Encoding.UTF8, type), headers);

    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : "/api/v1/" + path) { Content = body };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer(
            response.StatusCode, response.Headers, response.Content.Headers.ContentType?.MediaType,
            text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone());
    }

    /// <summary>A filing of a boundary dispute in 喜洲村, unless told otherwise.</summary>
    public static object Filing(Installation hejie, string place = "喜洲村", string narrative = "隔壁建房，屋檐水滴到我家院墙。", string? telephone = "19900001234") => new
    {
        procedure = "people-mediation",
        kind = "neighbour",
        place = hejie.Place(place).Code.ToString(),
        answers = new Dictionary<string, string> { ["narrative"] = narrative },
        people = new[] { new { name = "赵示例", telephone = "19900005678", role = "respondent" } },
        filer = new { name = "杨示例", telephone },
    };

    public static (string, string) Key(string? key = null) => ("Idempotency-Key", key ?? Guid.NewGuid().ToString());

    /// <summary>Files it.</summary>
    public async Task<Answer> FileAsync(string? key = null)
    {
        var answer = await PostAsync($"counties/{hejie.Place("喜洲村").Code.County}/matters", Filing(hejie), Key(key));
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Body.ToString());
        return answer;
    }
}
