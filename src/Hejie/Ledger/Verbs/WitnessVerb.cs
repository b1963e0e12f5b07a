using System.CommandLine;
using Hejie.Kernel;
using Hejie.Operations;
using Hejie.Rules.Procedures;
using Hejie.Ui;

namespace Hejie.Ledger.Verbs;

/// <summary><c>./hejie witness --key FILE --log VKEY --urls ADDRESS</c>: a witness, which needs nothing of an installation but the keys of its logs.</summary>
internal static class WitnessVerb
{
    public static Command Command(Settings settings)
    {
        var file = new Option<string>("--key") { Description = "见证人密钥的文件，副署过的内容存在它旁边 · The file of the witness's key; what it cosigned lies beside it", Required = true };
        var name = new Option<string?>("--name") { Description = "还没有密钥时，用这个名字生成：witness.example.org/w1 · Makes the key, where there is none yet, with this name: witness.example.org/w1" };
        var logs = new Option<string[]>("--log") { Description = "要见证的日志的公钥，每个日志写一次 · The key of a log to watch; once for each", Required = true };
        var urls = new Option<string>("--urls") { Description = "服务地址 · Addresses to serve", DefaultValueFactory = _ => "http://localhost:5330" };
        var command = new Command("witness", "为只增不改的日志副署检查点 · Cosign checkpoints of logs that only grow") { file, name, logs, urls };
        command.SetAction((parsed, cancel) => RunAsync(
            LedgerVerbs.Words(settings), parsed.GetRequiredValue(file), parsed.GetValue(name), parsed.GetRequiredValue(logs), parsed.GetValue(urls)!, cancel));
        return command;
    }

    private static async Task<int> RunAsync(WordBook book, string file, string? name, string[] logs, string urls, CancellationToken cancel)
    {
        var known = new List<VerifierKey>();
        foreach (var text in logs)
        {
            if (!VerifierKey.TryParse(text, out var log) || log.Use != KeyUse.Note)
                return Speak.Wrong(book, new FieldError("", "ledger.vkey", text));
            known.Add(log);
        }

        if (!File.Exists(file))
        {
            if (name is null || !WitnessKey.TryMake(file, name))
                return Speak.Wrong(book, new FieldError("", "witness.name", file));
        }

        if (!SigningKey.TryParse((await File.ReadAllTextAsync(file, cancel)).Trim(), out var key) || key.Verifier.Use != KeyUse.Cosignature)
            return Speak.Wrong(book, new FieldError("", "witness.key", file));
        await using var app = WitnessApp.Build(key, known, file + ".seen", urls);
        await app.StartAsync(cancel);
        Console.WriteLine(key.Verifier);
        Console.WriteLine(string.Join(' ', app.Urls));
        await app.WaitForShutdownAsync(cancel);
        return 0;
    }
}
