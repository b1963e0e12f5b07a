using System.Globalization;
using System.Text;
using Hejie.Bodies;
using Hejie.Data;
using Hejie.Identity;
using Hejie.Matters.Intake.Attachments;
using Hejie.Matters.Tracking;
using Hejie.Privacy;
using Hejie.Quick;
using Hejie.Rounds;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Operations.Demo;

/// <summary>Makes the demonstration: the places and bodies of Dali, accounts for every role, and a year of invented matters.</summary>
internal static class DemoPrefecture
{
    /// <summary>What to try, for the console: the accounts, the tracking codes, and where to begin.</summary>
    /// <param name="address">Where it is served.</param>
    public static string Guide(string address)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"\n工作人员账号 / staff accounts   {address}/signin   密码 / password: {DemoStaff.Password}");
        foreach (var account in DemoStaff.Accounts)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {account.UserName,-28} {account.Post}");
        text.AppendLine(CultureInfo.InvariantCulture, $"\n居民查询码 / residents' tracking codes   {address}/track   手机后四位 / last four digits: {DemoCode.Digits}");
        foreach (var shown in DemoCodes.All)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {TrackingCodes.Display(shown.Code),-28} {shown.What}");
        text.AppendLine("\n演示已就绪，事情和人都是编的；短信会显示在这里。按 Ctrl+C 停止。");
        text.AppendLine("The demonstration is ready; all matters and people are invented. Text messages appear here. Ctrl+C stops it.");
        text.AppendLine("打开 / open:");
        return text.ToString();
    }

    /// <summary>The rows by which the auditor's sample is chosen.</summary>
    private static async Task AddQuickReportsAsync(IServiceProvider provider, HejieDb db, Catalogue catalogue, CancellationToken cancel)
    {
        var dangers = catalogue.Procedures.InForce.Where(procedure => procedure.IsDanger).Select(procedure => procedure.Id).ToList();
        var filed = await db.Matters.AsNoTracking().TagWith(AcrossCounties.Tag).Where(matter => dangers.Contains(matter.Procedure)).ToListAsync(cancel);
        db.QuickReports.AddRange(filed.Select(ReportDanger.RowOf));
        using var writer = await provider.GetRequiredService<IDialect>().EnterWriteAsync(cancel);
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Makes what is missing, step by step: a start that was interrupted is taken up by the next.</summary>
    public static async Task SetUpAsync(IServiceProvider services, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var provider = scope.ServiceProvider;
        var db = provider.GetRequiredService<HejieDb>();
        var catalogue = provider.GetRequiredService<CatalogueHolder>().Current;
        var directory = provider.GetRequiredService<DirectoryHolder>();

        if (!await db.Users.AnyAsync(cancel))
        {
            await DemoStaff.RunAsync(
                db, directory.Current, provider.GetRequiredService<IPasswordHasher<Account>>(), provider.GetRequiredService<ILookupNormalizer>(), cancel);
        }

        if (!await db.Matters.TagWith(AcrossCounties.Tag).AnyAsync(cancel))
        {
            var walks = new DemoMatters(catalogue, directory.Current, provider.GetRequiredService<TimeProvider>().GetUtcNow()).Make();
            var batch = new MatterBatch(provider.GetRequiredService<MatterKeys>(), provider.GetRequiredService<TrackingCodes>(), provider.GetRequiredService<SealedFileStore>());
            await batch.BeginAsync(db, cancel);
            var rows = await batch.SealAsync(walks, cancel);
            await rows.WriteAsync(db, provider.GetRequiredService<IDialect>(), cancel);
            await AddQuickReportsAsync(provider, db, catalogue, cancel);
        }

        if (!await db.Resources.TagWith(AcrossCounties.Tag).AnyAsync(cancel))
            await DemoBodies.RunAsync(provider, directory, catalogue, cancel);

        if (!await db.Rounds.TagWith(AcrossCounties.Tag).AnyAsync(cancel))
        {
            var now = provider.GetRequiredService<TimeProvider>().GetUtcNow();
            await DemoRounds.RunAsync(db, provider.GetRequiredService<IDialect>(), catalogue.Rounds, directory.Current, now, cancel);
            await provider.GetRequiredService<OpenRounds>().RunAsync(cancel);
        }

        if (!await db.Orders.TagWith(AcrossCounties.Tag).AnyAsync(cancel))
            await DemoOrder.RunAsync(provider, directory.Current, catalogue, cancel);
        if (!await db.DutyRosters.AnyAsync(cancel))
            await DemoDuty.RunAsync(provider, directory.Current, catalogue, cancel);
    }
}
