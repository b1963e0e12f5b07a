namespace Hejie.Kernel;

/// <summary>
/// What the program tells about itself, a line each with its time in UTC, to standard output; whoever runs it keeps the
/// lines. A value with a line break in it makes no second line.
/// </summary>
internal static class Logs
{
    private const string Time = "yyyy-MM-ddTHH:mm:ss.fffZ";

    public static ILoggingBuilder AddLogs(this ILoggingBuilder logging, Settings settings)
    {
        logging.ClearProviders();
        if (settings.LogsJson)
            logging.AddJsonConsole(options => (options.TimestampFormat, options.UseUtcTimestamp) = (Time, true));
        else
            logging.AddSimpleConsole(options => (options.TimestampFormat, options.UseUtcTimestamp, options.SingleLine) = (Time + " ", true, true));

        logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        // A line for every step of every request costs more than most requests; who looked at what is in the journal. And
        // a request's address may hold a code on its way into the cookie: no log names it.
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // Who tries the demonstration reads what to try, and no log.
        if (settings.Demo)
        {
            logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
            logging.AddFilter("Hejie.Identity.AccessLog", LogLevel.Warning);
        }

        return logging;
    }
}
