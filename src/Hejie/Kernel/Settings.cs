using System.Globalization;

namespace Hejie.Kernel;

/// <summary>Where an installation keeps what. Read from the environment, so that nothing secret stands in a file of the program.</summary>
/// <param name="Data">The folder of database and attachments: <c>HEJIE_DATA</c>.</param>
/// <param name="Keys">The folder of the installation's key and the key store: <c>HEJIE_KEYS</c>.</param>
/// <param name="Database">A PostgreSQL connection string: <c>HEJIE_DB</c>; null for SQLite.</param>
/// <param name="KeyDatabase">The connection string of the key store: <c>HEJIE_KEYS_DB</c>; null for SQLite in <see cref="Keys"/>.</param>
/// <param name="Catalogue">The folder of the catalogue: <c>HEJIE_CATALOGUE</c>.</param>
internal sealed record Settings(string Data, string Keys, string? Database, string? KeyDatabase, string Catalogue)
{
    /// <summary>The names of all settings: any other is a slip of whoever runs it.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "HEJIE_ADDRESS", "HEJIE_CATALOGUE", "HEJIE_CLAMD", "HEJIE_CLOCK", "HEJIE_CODES", "HEJIE_DATA", "HEJIE_DB", "HEJIE_IDLE", "HEJIE_KEYS", "HEJIE_KEYS_DB", "HEJIE_LOG",
        "HEJIE_MAIL_FROM", "HEJIE_OIDC_AUTHORITY", "HEJIE_OIDC_CLIENT", "HEJIE_OIDC_SECOND_FACTOR", "HEJIE_OIDC_SECRET", "HEJIE_ORIGIN", "HEJIE_OUTGOING", "HEJIE_PROXIES",
        "HEJIE_REQUESTS", "HEJIE_SECOND_FACTOR", "HEJIE_SMS_TOKEN", "HEJIE_SMS_URL", "HEJIE_SMTP", "HEJIE_SMTP_PASSWORD", "HEJIE_VOICE_TOKEN", "HEJIE_VOICE_URL", "HEJIE_WITNESSES",
    ];

    /// <summary>Whether an instance for demonstrations runs: one-time codes and messages are printed to the console.</summary>
    public bool Demo { get; init; }

    /// <summary>What the origin lines of the logs begin with, such as <c>hejie.example.gov.cn</c>: <c>HEJIE_ORIGIN</c>. Kept for ever from the first start on.</summary>
    public string? Origin { get; init; }

    /// <summary>The witnesses that cosign the logs: <c>HEJIE_WITNESSES</c>, a key and an address each.</summary>
    public string? Witnesses { get; init; }

    /// <summary>After how long without a request a session of staff ends: <c>HEJIE_IDLE</c>, in minutes.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Whether the log is written for programs, a JSON object a line: <c>HEJIE_LOG</c> where it is <c>json</c>.</summary>
    public bool LogsJson { get; init; }

    /// <summary>Whether staff need more than a password: <c>HEJIE_SECOND_FACTOR</c>, unless it is <c>off</c>.</summary>
    public bool SecondFactor { get; init; }

    /// <summary>How many requests a minute an address and an account may make: <c>HEJIE_REQUESTS</c>; null for any number.</summary>
    public int? Requests { get; init; }

    /// <summary>How many one-time codes are sent within an hour, to whomever: <c>HEJIE_CODES</c>.</summary>
    public int Codes { get; init; } = 2000;

    /// <summary>The hosts that are called, those of them that have a private address as <c>private:HOST</c>: <c>HEJIE_OUTGOING</c>.</summary>
    public IReadOnlyList<string> Outgoing { get; init; } = [];

    /// <summary>
    /// Whether the clock is right though entries are dated ahead of it, because it had run ahead: <c>HEJIE_CLOCK</c> where it
    /// is <c>trusted</c>.
    /// </summary>
    public bool TrustsClock { get; init; }

    /// <summary>The addresses of the reverse proxies that are believed: <c>HEJIE_PROXIES</c>.</summary>
    public IReadOnlyList<string> Proxies { get; init; } = [];

    /// <summary>Where short messages are handed over: <c>HEJIE_SMS_URL</c>; null where there is no gateway.</summary>
    public Uri? SmsGateway { get; init; }

    /// <summary>What the gateway knows this installation by: <c>HEJIE_SMS_TOKEN</c>.</summary>
    public Secret? SmsToken { get; init; }

    /// <summary>Where calls that read a sentence out are handed over: <c>HEJIE_VOICE_URL</c>; null where there is no gateway for them.</summary>
    public Uri? VoiceGateway { get; init; }

    /// <summary>What that gateway knows this installation by: <c>HEJIE_VOICE_TOKEN</c>.</summary>
    public Secret? VoiceToken { get; init; }

    /// <summary>The server that e-mail is handed to: <c>HEJIE_SMTP</c> with <c>HEJIE_SMTP_PASSWORD</c> and <c>HEJIE_MAIL_FROM</c>; null where none is sent.</summary>
    public MailServer? Mail { get; init; }

    /// <summary>The address at which people reach the installation, for links in messages: <c>HEJIE_ADDRESS</c>; null where messages carry none.</summary>
    public Uri? Address { get; init; }

    /// <summary>Where the virus scanner that sees every upload listens: <c>HEJIE_CLAMD</c>; null where there is none.</summary>
    public ServiceAddress? Clamd { get; init; }

    /// <summary>By whom staff may come in besides their password: <c>HEJIE_OIDC_AUTHORITY</c>, <c>HEJIE_OIDC_CLIENT</c> and <c>HEJIE_OIDC_SECRET</c>.</summary>
    public OutsideProvider? Provider { get; init; }

    public string SqliteFile => Path.Combine(Data, "hejie.db");

    public string KeyFile => Path.Combine(Keys, "keys.db");

    public static Settings FromEnvironment()
    {
        string? Value(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
        string[] List(string name) => Value(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        int? Number(string name, int least) => Value(name) is not { } text ? null
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least ? number
            : throw new InvalidOperationException($"{name} must be a whole number, {least} or more: {text}");
        var outgoing = List("HEJIE_OUTGOING");
        Uri? Address(string name) => Value(name) is not { } text ? null
            : Uri.TryCreate(text, UriKind.Absolute, out var address) && Kernel.Outgoing.IsSafe(address, outgoing) ? address
            : throw new InvalidOperationException($"{name} must be an https:// address, or http:// to a host that HEJIE_OUTGOING names as private:HOST.");
        OutsideProvider? Outside() => (Address("HEJIE_OIDC_AUTHORITY"), Value("HEJIE_OIDC_CLIENT"), Value("HEJIE_OIDC_SECRET")) switch
        {
            (null, null, null) => null,
            ({ } authority, { } client, { } secret) => new OutsideProvider(authority, client, new Secret(secret)) { Trusted = Value("HEJIE_OIDC_SECOND_FACTOR") == "trust" },
            _ => throw new InvalidOperationException("HEJIE_OIDC_AUTHORITY, HEJIE_OIDC_CLIENT and HEJIE_OIDC_SECRET are set together or not at all."),
        };
        Secret? Hidden(string name) => Value(name) is { } text ? new Secret(text) : null;
        MailServer? Mail() => (Value("HEJIE_SMTP"), Value("HEJIE_MAIL_FROM")) switch
        {
            (null, null) => null,
            ({ } server, { } from) when MailServer.TryParse(server, from, Hidden("HEJIE_SMTP_PASSWORD"), out var mail) => mail,
            _ => throw new InvalidOperationException("HEJIE_SMTP, such as smtps://user@host:465, and HEJIE_MAIL_FROM, an e-mail address, are set together or not at all."),
        };
        return new Settings(
            Value("HEJIE_DATA") ?? Path.Combine(".hejie", "data"),
            Value("HEJIE_KEYS") ?? Path.Combine(".hejie", "keys"),
            Value("HEJIE_DB"),
            Value("HEJIE_KEYS_DB"),
            Value("HEJIE_CATALOGUE") ?? Roots.Catalogue)
        {
            Origin = Value("HEJIE_ORIGIN"),
            Witnesses = Value("HEJIE_WITNESSES"),
            Idle = TimeSpan.FromMinutes(Number("HEJIE_IDLE", 1) ?? 30),
            LogsJson = Value("HEJIE_LOG") switch
            {
                null or "text" => false,
                "json" => true,
                var other => throw new InvalidOperationException($"HEJIE_LOG must be text or json: {other}"),
            },
            Requests = Number("HEJIE_REQUESTS", 0) switch { null => 600, 0 => null, var most => most },
            Codes = Number("HEJIE_CODES", 1) ?? 2000,
            Outgoing = outgoing,
            Proxies = List("HEJIE_PROXIES"),
            SmsGateway = Address("HEJIE_SMS_URL"),
            SmsToken = Hidden("HEJIE_SMS_TOKEN"),
            VoiceGateway = Address("HEJIE_VOICE_URL"),
            VoiceToken = Hidden("HEJIE_VOICE_TOKEN"),
            Mail = Mail(),
            Address = Address("HEJIE_ADDRESS"),
            Provider = Outside(),
            Clamd = Value("HEJIE_CLAMD") is not { } clamd ? null
                : ServiceAddress.TryParse(clamd, out var scanner) ? scanner
                : throw new InvalidOperationException($"HEJIE_CLAMD must be HOST:PORT or unix:/PATH: {clamd}"),
            TrustsClock = Value("HEJIE_CLOCK") == "trusted",
            SecondFactor = Value("HEJIE_SECOND_FACTOR") != "off",
        };
    }
}

/// <summary>Where the program's own files lie, whether it runs from the source tree or installed.</summary>
internal static class Roots
{
    public static string Catalogue { get; } = Find("catalogue");

    /// <summary>Styles and scripts, as <c>npm run build</c> in <c>web/</c> leaves them.</summary>
    public static string Web { get; } = Find("wwwroot", Path.Combine("src", "Hejie", "wwwroot"));

    /// <summary>The nearest folder of one of these names at or above the program.</summary>
    private static string Find(params ReadOnlySpan<string> names)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            foreach (var name in names)
            {
                var path = Path.Combine(at.FullName, name);
                if (Directory.Exists(path))
                    return path;
            }
        }

        return Path.Combine(AppContext.BaseDirectory, names[0]);
    }
}
