using System.Text.Json;
using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Kernel.Api;
using Hejie.Matters;
using Hejie.Matters.Handling;
using Hejie.Matters.Intake;
using Hejie.Matters.Intake.Drafts;
using Hejie.Matters.Rights;
using Hejie.Matters.Tracking;
using Hejie.Rules.Places;
using Hejie.Rules.Procedures;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Fuzz;

/// <summary>A body of the API: the first byte chooses the type, the rest is the JSON. What is read goes on to the checks of its endpoint.</summary>
internal sealed class JsonBodies : Target
{
    private const char First = 'a';

    private readonly Lazy<IServiceProvider> _services = new(() => new ServiceCollection()
        .AddApi().AddApiTypes(MattersJson.Default).AddApiTypes(IdentityJson.Default).AddApiTypes(BodiesJson.Default).BuildServiceProvider());

    private readonly (Action<JsonBodies, byte[]> Read, string Seed)[] _types =
    [
        Of<FileMatterRequest>(File, """{"procedure":"people-mediation","kind":"neighbour","place":"532901104201","about":3,"answers":{"narrative":"水"},"people":[{"name":"赵","role":"third"}],"filer":{"name":"杨","telephone":"19900001234","guardian":{"name":"母","telephone":"13800138000","consent":true}}}"""),
        Of<MakeMoveRequest>(Move, """{"answers":{"summary":"屋檐滴水","reason":null},"people":[{"name":"a","telephone":"b","address":"c","role":"respondent"}],"version":3}"""),
        Of<OpenSessionRequest>(_ => { }, """{"userName":"a","password":"b","code":"123456","post":7}"""),
        Of<OpenTrackingRequest>(request => TrackingCodes.Read(request.Code), """{"code":"7KM-3QX9-T2WH-P4CN-8RVD-5","digits":"1234"}"""),
        Of<UnlockRequest>(request => TrackingCodes.Read(request.Code), """{"code":"7KM-3QX9-T2WH-P4CN-8RVD-5"}"""),
        Of<ConfirmUnlockRequest>(request => TrackingCodes.Read(request.Code), """{"code":"7KM","sent":"0195f0c2-a1e8-7a47-8c5d-9a0e3f6b1c7d","oneTimeCode":"123456"}"""),
        Of<RecoverRequest>(request => FormReader.Telephone(request.Telephone!), """{"telephone":"19900001234"}"""),
        Of<ConfirmRecoverRequest>(request => FormReader.Telephone(request.Telephone!), """{"telephone":"19900001234","sent":"0195f0c2-a1e8-7a47-8c5d-9a0e3f6b1c7d","oneTimeCode":"1"}"""),
        Of<BeginDraftRequest>(request => PlaceCode.TryParse(request.Place, out _), """{"place":"532901104201"}"""),
        Of<SendTelephoneCodeRequest>(_ => { }, """{"telephone":"19900001234"}"""),
        Of<ConfirmTelephoneRequest>(_ => { }, """{"telephone":"19900001234","sent":"0195f0c2-a1e8-7a47-8c5d-9a0e3f6b1c7d","oneTimeCode":"123456"}"""),
        Of<CorrectPersonRequest>(_ => { }, """{"name":"杨","telephone":"19900001234","address":"x"}"""),
        Of<LookRequest>(_ => { }, """{"purpose":"accept"}"""),
        Of<AddCellRequest>(_ => { }, """{"name":"一网格"}"""),
    ];

    public override string Name => "json";

    public override IEnumerable<string> Words =>
    [
        .. _types.SelectMany(type => JsonDocument.Parse(type.Seed).RootElement.EnumerateObject()).Select(member => $"\"{member.Name}\":").Distinct(),
        "\"name\":", "\"role\":", "\"guardian\":", "\"consent\":", "null", "true", "[null]", "{}", "[]", "\\ud800", "\\u0000", "\\ufffe", "-1", "1e9", "9999999999", "people.0.name",
    ];

    public override IEnumerable<(string Name, byte[] Bytes)> Seeds() =>
        _types.Select((type, index) => ($"type-{(char)(First + index)}", Bytes((char)(First + index) + type.Seed)));

    public override void Prepare() => _ = (_services.Value, World.Catalogue, World.Directory);

    protected override void Read(ReadOnlySpan<byte> input)
    {
        var type = (Choice(ref input) - First) & 0xFF;
        _types[type % _types.Length].Read(this, input.ToArray());
    }

    private static (Action<JsonBodies, byte[]>, string) Of<T>(Action<T> go, string seed)
        where T : class => ((target, json) => target.Bind(json, go), seed);

    private void Bind<T>(byte[] json, Action<T> go)
        where T : class
    {
        var http = new DefaultHttpContext { RequestServices = _services.Value };
        http.Request.ContentType = "application/json";
        http.Request.Body = new MemoryStream(json);
        var body = JsonBody<T>.BindAsync(http, null!).AsTask().GetAwaiter().GetResult()!;
        if (body.Problem is null)
            go(body.Value);
    }

    private static void File(FileMatterRequest request)
    {
        var filing = FileMatterEndpoint.Filing(request);
        FormReader.Filer(filing.Filer, out _);
        _ = PlaceCode.TryParse(request.Place, out _);
        if (filing.Guardian is { } guardian && !guardian.Errors().Any())
        {
            foreach (var (_, text) in guardian.Texts())
                Holds(FormReader.Filer(new Person(text, null, null, PartyRole.Filer), out _).Name == text, "A guardian is kept as they were typed.");
        }

        if (World.Catalogue.Procedures.Find(filing.Procedure) is not { } procedure)
            return;
        var context = new FormContext(World.Directory, World.Now, null, filing.About, procedure.Remedies, []);
        FormReader.Read(procedure.Intake, filing.Answers, context, out _);
        _ = FormReader.Unasked(procedure.Intake, filing.Answers).ToList();
    }

    private static void Move(MakeMoveRequest request) => FormAnswers.Describe("move", FormAnswers.Of(request.Answers, request.People));
}
