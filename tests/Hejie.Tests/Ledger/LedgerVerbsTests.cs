using Hejie.Data;
using Hejie.Kernel;
using Hejie.Ledger;
using Hejie.Tests.Crash;
using Hejie.Tests.Operations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Ledger;

/// <summary>The log at the command line: a receipt is checked on any machine, and a witness runs with nothing but its key.</summary>
[Collection(typeof(Terminal))]
public sealed class LedgerVerbsTests(SqliteInstallation hejie) : IClassFixture<SqliteInstallation>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hejie-ledger-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_receipt_is_verified_offline()
    {
        using var log = new LogClient(hejie, 532901);
        var file = Of("receipt.json");
        var receipt = await ReceiptAsync(log);
        await File.WriteAllBytesAsync(file, receipt.Write(), TestContext.Current.CancellationToken);
        var vkey = (await log.KeyAsync()).ToString();

        var good = await Terminal.RunAsync(["ledger", "verify", file, "--vkey", vkey]);
        good.Code.ShouldBe(0, good.Error);
        good.Out.ShouldContain("回执成立");
        good.Out.ShouldContain("The receipt holds");
        good.Out.ShouldContain("narrative: ");
        good.Out.ShouldNotContain("No --vkey");
        (await Terminal.RunAsync(["ledger", "verify", file])).Out.ShouldContain("No --vkey was given");

        await File.WriteAllBytesAsync(file, (receipt with { Filed = receipt.Filed! with { People = [] } }).Write(), TestContext.Current.CancellationToken);
        var changed = await Terminal.RunAsync(["ledger", "verify", file, "--vkey", vkey]);
        (changed.Code, changed.Out).ShouldBe((1, ""));
        changed.Error.ShouldContain("what it says was filed is not what the entry holds");
    }

    [Fact]
    public async Task What_cannot_be_verified_is_told_with_two_as_the_code()
    {
        var file = Of("receipt.json");
        await RefusesAsync(["ledger", "verify", Of("none.json")], "There is no such file");
        await File.WriteAllTextAsync(file, "{}", TestContext.Current.CancellationToken);
        await RefusesAsync(["ledger", "verify", file], "This is no receipt");
        using var log = new LogClient(hejie, 532901);
        await File.WriteAllBytesAsync(file, (await ReceiptAsync(log)).Write(), TestContext.Current.CancellationToken);
        await RefusesAsync(["ledger", "verify", file, "--vkey", "nonsense"], "This is not the key of a log");
        await RefusesAsync(["ledger", "verify", file, "--witness", "nonsense"], "This is not the key of a witness");
        (await Terminal.RunAsync(["ledger", "verify"])).Code.ShouldBe(2);
    }

    [Fact]
    public async Task A_witness_is_not_started_with_wrong_keys()
    {
        var (key, vkey) = (Of("witness.key"), SigningKey.Fresh("log.example/1", KeyUse.Note).Verifier.ToString());
        await RefusesAsync(["witness", "--key", key, "--log", "nonsense"], "This is not the key of a log");
        await RefusesAsync(["witness", "--key", key, "--log", vkey], "There is no key file");
        await RefusesAsync(["witness", "--key", key, "--log", vkey, "--name", "two words"], "There is no key file");
        await File.WriteAllTextAsync(key, "nonsense", TestContext.Current.CancellationToken);
        await RefusesAsync(["witness", "--key", key, "--log", vkey], "holds no witness's key");
        (await Terminal.RunAsync(["witness", "--key", key])).Code.ShouldBe(2);
    }

    [Fact]
    public async Task A_witness_makes_its_key_and_serves()
    {
        var settings = hejie.Services.GetRequiredService<Settings>();
        var (key, vkey) = (Of("made.key"), SigningKey.Fresh("log.example/1", KeyUse.Note).Verifier.ToString());
        using var witness = ProgramProcess.Start(settings, "witness", "--key", key, "--name", "witness.example/w1", "--log", vkey, "--urls", "http://127.0.0.1:0");
        try
        {
            VerifierKey.TryParse(await witness.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken), out var made).ShouldBeTrue();
            (made.Name, made.Use).ShouldBe(("witness.example/w1", KeyUse.Cosignature));
            var address = await witness.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            using var http = new HttpClient { BaseAddress = new Uri(address!) };
            using var answer = await http.PostAsync(new Uri("/add-checkpoint", UriKind.Relative), new StringContent("hello"), TestContext.Current.CancellationToken);
            ((int)answer.StatusCode).ShouldBe(400);
            File.GetUnixFileMode(key).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        finally
        {
            witness.Kill(entireProcessTree: true);
            await witness.WaitForExitAsync(CancellationToken.None);
        }
    }

    private async Task<ReceiptFile> ReceiptAsync(LogClient log)
    {
        var filed = await hejie.FileAsync();
        await log.PublishAsync();
        return await hejie.InScopeAsync(async services =>
        {
            var journal = services.GetRequiredService<Hejie.Journal.MatterJournal>();
            var matter = await journal.FindAsync(
                services.GetRequiredService<HejieDb>().Matters.AsNoTracking().Where(row => row.County == filed.County && row.Id == filed.Matter), CancellationToken.None);
            var entries = await journal.EntriesAsync(filed.County, filed.Matter, CancellationToken.None);
            return (await services.GetRequiredService<MakeReceipt>().RunAsync(matter!, entries[0], CancellationToken.None))!.Value.File;
        });
    }

    private string Of(string file) => Path.Combine(_folder.FullName, file);

    private static async Task RefusesAsync(string[] verb, string words)
    {
        var ran = await Terminal.RunAsync(verb);
        ran.Code.ShouldBe(2);
        ran.Out.ShouldBeEmpty();
        ran.Error.ShouldContain(words);
    }
}
