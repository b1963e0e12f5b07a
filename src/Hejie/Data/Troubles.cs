using Hejie.Kernel;

namespace Hejie.Data;

/// <summary>Tells what is only for the moment from what is an error of the program.</summary>
internal static class Troubles
{
    /// <summary>The trouble behind an error, however deep it lies; null where there is none.</summary>
    /// <param name="error">The error.</param>
    /// <param name="dialects">Those of the database and of the key store, which may be another; none where there is no store.</param>
    public static Trouble? Of(Exception? error, params ReadOnlySpan<IDialect?> dialects)
    {
        for (; error is not null; error = error.InnerException)
        {
            if (((error as TroubleException)?.Trouble ?? Trouble.OfDisk(error)) is { } trouble)
                return trouble;
            foreach (var dialect in dialects)
            {
                if (dialect?.TroubleOf(error) is { } told)
                    return told;
            }
        }

        return null;
    }

    /// <summary>The trouble behind an error, asked of both stores of a program.</summary>
    public static Trouble? TroubleBehind(this IServiceProvider services, Exception? error) => Of(
        error, services.GetService<IDialect>(), services.GetKeyedService<IDialect>(DataModule.KeyStore));
}
