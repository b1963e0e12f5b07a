using System.Globalization;
using System.Text.Json;
using Hejie.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hejie.Tests.Operations;

/// <summary>A line of the log as whoever keeps it reads it.</summary>
[Collection(typeof(Terminal))]
public sealed class LogLinesTests
{
    [Fact]
    public void A_line_has_its_time_and_no_value_begins_another()
    {
        var line = Written(json: false).ShouldHaveSingleItem();
        DateTimeOffset.ParseExact(line.Split(' ')[0], "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            .ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
        line.ShouldContain("Hejie.Example");
    }

    [Fact]
    public void For_programs_a_line_is_an_object()
    {
        var line = JsonDocument.Parse(Written(json: true).ShouldHaveSingleItem()).RootElement;
        line.GetProperty("Timestamp").GetString()!.ShouldEndWith("Z");
        line.GetProperty("State").GetProperty("Value").GetString().ShouldBe("one\nwarn: two");
    }

    /// <summary>What a line looks like into which somebody tried to smuggle another.</summary>
    private static string[] Written(bool json)
    {
        var before = Console.Out;
        using var written = new StringWriter();
        try
        {
            Console.SetOut(written);
            using (var services = new ServiceCollection().AddLogging(logging => logging.AddLogs(new Settings("", "", null, null, "") { LogsJson = json })).BuildServiceProvider())
                services.GetRequiredService<ILoggerFactory>().CreateLogger("Hejie.Example").LogWarning("It holds {Value}.", "one\nwarn: two");
        }
        finally
        {
            Console.SetOut(before);
        }

        return written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
