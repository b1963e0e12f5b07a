using System.Globalization;
using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Kernel;
using Hejie.Notices.Channels;
using Hejie.Operations;
using Hejie.Rules.Catalogue;
using Hejie.Rules.Notices;
using Hejie.Rules.Procedures;
using Hejie.Rules.Time;
using Hejie.Ui;
using Hejie.Ui.Forms;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Notices;

/// <summary>How the post's body is told: its addresses, its quiet hours, and what did not arrive.</summary>
[Access(Access.Notices)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class NoticesModel(
    StaffScope session, KeepPreferences keep, ReadNotices read, CatalogueHolder catalogue, DirectoryHolder directory, Settings settings, IWords words, TimeProvider time) : PageModel
{
    private const string Time24 = "HH:mm";

    private static readonly string[] s_done = ["added", "removed", "quiet", "tested", "again"];

    /// <summary>What was just done.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    public Scope Scope { get; private set; } = null!;

    public Preferences Chosen { get; private set; } = Preferences.None;

    public IReadOnlyList<NoticeRow> Failed { get; private set; } = [];

    public IReadOnlyList<NoticeRow> Tests { get; private set; } = [];

    public FormState Form { get; private set; } = FormState.Empty;

    public FormState QuietForm { get; private set; } = FormState.Empty;

    /// <summary>What was just done, in words; null where nothing was.</summary>
    public string? Told => s_done.Contains(Done) ? words["notices.done." + Done] : null;

    public IReadOnlyList<Choice> ChannelChoices =>
        [.. new[] { NoticeChannel.Sms, NoticeChannel.Email, NoticeChannel.Webhook }.Select(channel => new Choice(NoticeCodes.Of(channel), Name(channel)))];

    public IReadOnlyList<Choice> Scopes => [.. Enum.GetValues<NoticeScope>().Select(scope => new Choice(NoticeCodes.Of(scope), Name(scope)))];

    public IReadOnlyList<Choice> Formats => [.. Enum.GetValues<WebhookFormat>().Select(format => new Choice(NoticeCodes.Of(format), words["notices.format." + NoticeCodes.Of(format)]))];

    public IReadOnlyList<Choice> Languages => [new("zh", words["notices.language.zh"]), new("en", words["notices.language.en"])];

    /// <summary>The hosts that the installation calls: a webhook lies at one of these.</summary>
    public IReadOnlyList<string> Hosts => [.. settings.Outgoing.Where(host => !host.StartsWith("private:", StringComparison.Ordinal))];

    public QuietHours Quiet => Chosen.Quiet ?? catalogue.Current.Notices.Quiet;

    /// <summary>Whether anything goes out by these: an installation may have no gateway or server.</summary>
    public IReadOnlyList<string> Missing =>
    [
        .. settings is { Demo: false, SmsGateway: null } ? [Name(NoticeChannel.Sms)] : Array.Empty<string>(),
        .. settings is { Demo: false, VoiceGateway: null } ? [Name(NoticeChannel.Voice)] : Array.Empty<string>(),
        .. settings.Mail is null ? [Name(NoticeChannel.Email)] : Array.Empty<string>(),
    ];

    public string Name(NoticeChannel channel) => words["notices.channel." + NoticeCodes.Of(channel)];

    public string Name(NoticeScope scope) => words["notices.scope." + NoticeCodes.Of(scope)];

    public string Name(NoticeKind kind) => words["notices.kind." + NoticeCodes.Of(kind)];

    public string Why(NoticeError error) => words["notices.why." + NoticeCodes.Of(error)];

    public string State(NoticeRow row) => row.Status == NoticeStatus.Sent ? words["notices.arrived"] : row.Error is { } error ? Why(error) : words["notices.underway"];

    public string When(long instant) => words.Moment(LegalTime.Instant(instant), LegalTime.DateOf(time.GetUtcNow()));

    /// <summary>Shows it.</summary>
    public Task OnGetAsync(CancellationToken cancel) => ShowAsync(cancel);

    /// <summary>Adds an address.</summary>
    public async Task<IActionResult> OnPostAddAsync(string? channel, string? address, string? scope, string? format, string? secret, CancellationToken cancel)
    {
        var (target, errors) = TargetForm.Read(channel, address, scope, format, secret, settings.Outgoing);
        if (target is null)
            return await AgainAsync(errors, quiet: false, cancel);
        var full = false;
        if (!await keep.ChangeAsync(await session.RequireAsync(cancel), chosen => (full = chosen.Targets.Count >= Preferences.MostTargets)
            ? chosen : chosen with { Targets = [.. chosen.Targets, target] }, cancel))
            return await AgainAsync([new FieldError("channel", "notices.changed")], quiet: false, cancel);
        return full ? await AgainAsync([new FieldError("channel", "notices.full", "12")], quiet: false, cancel) : Redirect("/notices?done=added");
    }

    /// <summary>Takes an address out.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(string? target, CancellationToken cancel) =>
        await keep.ChangeAsync(await session.RequireAsync(cancel), chosen => chosen with { Targets = [.. chosen.Targets.Where(each => each.Id != target)] }, cancel)
            ? Redirect("/notices?done=removed") : await AgainAsync([new FieldError("channel", "notices.changed")], quiet: false, cancel);

    /// <summary>Sets the quiet hours and the language.</summary>
    public async Task<IActionResult> OnPostQuietAsync(string? from, string? until, string? language, CancellationToken cancel)
    {
        if (Read(from) is not { } begin || Read(until) is not { } end)
            return await AgainAsync([new FieldError(Read(from) is null ? "from" : "until", "notices.time")], quiet: true, cancel);
        return await keep.ChangeAsync(
            await session.RequireAsync(cancel),
            chosen => chosen with { Quiet = new QuietHours(begin, end), Language = language == "en" ? Language.English : Language.Chinese }, cancel)
            ? Redirect("/notices?done=quiet") : await AgainAsync([new FieldError("from", "notices.changed")], quiet: true, cancel);
    }

    /// <summary>Sends an address a notice, to see whether it arrives.</summary>
    public async Task<IActionResult> OnPostTestAsync(string? target, CancellationToken cancel) =>
        await read.TryAsync(await session.RequireAsync(cancel), target ?? "", cancel) ? Redirect("/notices?done=tested") : NotFound();

    /// <summary>Has one that did not go out sent again.</summary>
    public async Task<IActionResult> OnPostAgainAsync(int county, Guid notice, CancellationToken cancel) =>
        await read.AgainAsync(await session.RequireAsync(cancel), county, notice, cancel) ? Redirect("/notices?done=again") : NotFound();

    private async Task<PageResult> AgainAsync(IReadOnlyList<FieldError> errors, bool quiet, CancellationToken cancel)
    {
        await ShowAsync(cancel);
        var state = new FormState(FormState.Raw(Request.Form), new FormErrors(errors));
        (Form, QuietForm) = quiet ? (Form, state) : (state, QuietForm);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task ShowAsync(CancellationToken cancel)
    {
        Scope = await session.RequireAsync(cancel);
        Chosen = await keep.ReadAsync(Scope.Body.Id, cancel);
        Failed = await read.FailedAsync(Scope, cancel);
        Tests = await read.TestsAsync(Scope, cancel);
        QuietForm = new FormState(
            new Dictionary<string, string>
            {
                ["from"] = Quiet.From.ToString(Time24, CultureInfo.InvariantCulture),
                ["until"] = Quiet.Until.ToString(Time24, CultureInfo.InvariantCulture),
                ["language"] = Chosen.Language == Language.English ? "en" : "zh",
            },
            FormErrors.None);
    }

    /// <summary>The body that a notice was about, where that is another one.</summary>
    public string? About(NoticeRow row) => row.About == row.Body ? null : directory.Current.NameOf(row.About);

    private static TimeOnly? Read(string? text) =>
        TimeOnly.TryParseExact(text?.Trim().Replace('：', ':'), ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : null;
}
