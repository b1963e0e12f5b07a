using System.Text.Json.Serialization;
using Hejie.Kernel.Api;
using Hejie.Quick.Audit;

namespace Hejie.Quick;

/// <summary>
/// The quick report (快报): an event or place in danger reaches the duty posts of four levels at once. What it says is held to
/// the danger, and a sample of it goes to the auditor (safeguard 6).
/// </summary>
internal static class QuickModule
{
    public static IServiceCollection AddQuick(this IServiceCollection services) => services
        .AddScoped<ReportDanger>()
        .AddScoped<OpenReports>()
        .AddScoped<SampleReports>()
        .AddScoped<ReadForAudit>()
        .AddScoped<JudgeReport>()
        .AddScoped<QuickShares>()
        .AddApiTypes(QuickJson.Default);

    public static void MapQuick(this WebApplication app) => ReportDangerEndpoint.Map(app.MapApi("matters"));
}

[JsonSerializable(typeof(QuickReportRequest))]
internal sealed partial class QuickJson : JsonSerializerContext;
