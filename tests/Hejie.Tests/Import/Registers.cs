using Hejie.Bodies;
using Hejie.Data;
using Hejie.Import;
using Hejie.Journal;
using Hejie.Operations;
using Hejie.Privacy;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Hejie.Tests.Import;

/// <summary>A register as it is kept by hand, and how it is taken in and looked up again.</summary>
internal sealed class Registers(Installation hejie)
{
    public const string Head = "登记编号|受理日期|地点|申请人|联系电话|身份证号|对方当事人|纠纷类型|主要事实|办理结果|办结日期|备注";

    public static string Row(string key, string what = "屋檐水滴到邻居院墙，要求改水", string date = "2025-11-05", string place = "喜洲镇周城村三组", string outcome = "调解成功", string kind = "邻里纠纷", string ended = "2025-11-20", string filer = "杨植一") =>
        $"{key}|{date}|{place}|{filer}|19900004321|53290119800101123X|赵植二|{kind}|{what}|{outcome}|{ended}|家里有事植三";

    public static async Task<TableFile> FileAsync(byte[] bytes) => await TableFile.OpenAsync(new MemoryStream(bytes, writable: false), TableLimits.Page, CancellationToken.None);

    public static Task<TableFile> FileAsync(params string[] rows) => FileAsync(Tables.Csv(Tables.Rows([Head, .. rows])));

    public Scope Centre => hejie.Post("service-centre", "大理市", Role.Lead);

    public Mapping Mapping(TableFile file, string source, Scope? scope = null, string procedure = "people-mediation") =>
        Hejie.Import.Mapping.Guess(file, hejie.Services.GetRequiredService<CatalogueHolder>().Current.Procedures.Find(procedure)!, new PlaceFinder(hejie.Bodies, (scope ?? Centre).Body.Place)) with { Source = source };

    public async Task<(TakenIn Came, IReadOnlyList<RowTold> Told)> TakeAsync(TableFile file, Mapping mapping, Scope? scope = null, bool dry = false)
    {
        var told = new List<RowTold>();
        var came = await hejie.InScopeAsync(services => services.GetRequiredService<TakeIn>().RunAsync(
            new ImportOrder { Scope = scope ?? Centre, File = file, Mapping = mapping, Name = "test", Version = 1, Dry = dry, Told = told.Add }, CancellationToken.None));
        return (came, told);
    }

    public async Task<(ImportProgress Result, IReadOnlyList<RowTold> Told)> DoneAsync(TableFile file, Mapping mapping, Scope? scope = null, bool dry = false)
    {
        var (came, told) = await TakeAsync(file, mapping, scope, dry);
        return (came.ShouldBeOfType<TakenIn.Done>((came as TakenIn.Refused)?.Errors[0].ToString()).Result, told);
    }

    public Task<List<(MatterRow Row, EntryHeader Header, EntryContent Content)>> MattersAsync(string source) => hejie.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<HejieDb>();
        var county = hejie.Place("大理市").Code.County;
        var found = new List<(MatterRow, EntryHeader, EntryContent)>();
        foreach (var row in await db.Matters.AsNoTracking().Where(matter => matter.County == county).ToListAsync())
        {
            var bytes = await services.GetRequiredService<MatterJournal>().FirstEntryAsync(county, row.Id, CancellationToken.None);
            var header = EntryCodec.Header(bytes!);
            if (header.Clear.GetValueOrDefault(TakeIn.Source) == source)
                found.Add((row, header, EntryCodec.Open(bytes!, (await services.GetRequiredService<MatterKeys>().FindAsync(row.KeyId, CancellationToken.None))!.Bytes)));
        }

        return found;
    });
}
