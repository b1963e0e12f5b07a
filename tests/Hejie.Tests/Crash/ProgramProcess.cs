using System.Diagnostics;
using Hejie.Kernel;
using Hejie.Tests.Operations;

namespace Hejie.Tests.Crash;

/// <summary>The program as a process of its own, as whoever types <c>./hejie VERB</c> meets it.</summary>
internal static class ProgramProcess
{
    /// <summary>Starts a verb on an installation.</summary>
    public static Process Start(Settings settings, params string[] verb)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "hejie.dll"), .. verb])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HEJIE_DATA"] = settings.Data;
        start.Environment["HEJIE_KEYS"] = settings.Keys;
        start.Environment["HEJIE_DB"] = settings.Database ?? "";
        start.Environment["HEJIE_KEYS_DB"] = settings.KeyDatabase ?? "";
        start.Environment["HEJIE_CATALOGUE"] = settings.Catalogue;
        start.Environment["HEJIE_SECOND_FACTOR"] = "off";
        start.Environment["HEJIE_REQUESTS"] = "0";
        start.Environment["Logging__LogLevel__Default"] = "Error";
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
    }

    /// <summary>Runs a verb to its end.</summary>
    /// <param name="settings">The installation.</param>
    /// <param name="input">What is typed: a password.</param>
    /// <param name="verb">The verb and its arguments.</param>
    public static async Task<Ran> RunAsync(Settings settings, string input, params string[] verb)
    {
        using var process = Start(settings, verb);
        await process.StandardInput.WriteLineAsync(input);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new Ran(process.ExitCode, await output, await error);
    }
}
