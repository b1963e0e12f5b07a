using System.Globalization;
using Hejie.Kernel;

namespace Hejie.Identity;

/// <summary>
/// Slows down who guesses passwords. It is counted by account and address together, so nobody locks out a colleague who
/// comes from elsewhere; and a device on which the account came in before counts for itself, so nobody at the same
/// address does either. The account's name need not exist: the answer is the same.
/// </summary>
internal sealed class SignInPace(SlowDown slow, KnownDevice device, AccessLog log)
{
    private const int Free = 5;
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(15);

    /// <summary>How long the next try must wait; zero for none.</summary>
    public TimeSpan Wait(HttpContext http, string name) => Longest(http, Keys(http, name));

    /// <summary>How long the next code of a second factor must wait; zero for none.</summary>
    public TimeSpan WaitForCode(HttpContext http, string name) => Longest(http, CodeKeys(http, name));

    public void Wrong(HttpContext http, string name) => Count(Keys(http, name));

    public void WrongCode(HttpContext http, string name) => Count(CodeKeys(http, name));

    /// <summary>Who came in wholly, with the second factor where there is one, clears the slate; what was counted for other accounts stays.</summary>
    public void Right(HttpContext http, string name)
    {
        foreach (var (key, _) in CodeKeys(http, name))
            slow.Right(key);
    }

    private TimeSpan Longest(HttpContext http, (string Key, bool OfAccount)[] keys)
    {
        var wait = keys.Max(key => slow.Wait(key.Key));
        if (wait > TimeSpan.Zero)
            log.Slowed(wait, http);
        return wait;
    }

    private void Count((string Key, bool OfAccount)[] keys)
    {
        foreach (var (key, ofAccount) in keys)
        {
            if (ofAccount)
                slow.Wrong(key, Free, s_longest);
            else
                slow.Wrong(key);
        }
    }

    private (string Key, bool OfAccount)[] Keys(HttpContext http, string name)
    {
        name = name.Trim().ToUpperInvariant();
        return device.Find(http, name) is { } known
            ? [(string.Create(CultureInfo.InvariantCulture, $"device {known:N} {name}"), true)]
            : [($"account {name} {Visitor.Address(http)}", true), ("session " + Visitor.Address(http), false)];
    }

    /// <summary>
    /// Whoever guesses codes knows the password, and may come from many addresses: from devices on which the account never
    /// came in they are counted together too.
    /// </summary>
    private (string Key, bool OfAccount)[] CodeKeys(HttpContext http, string name)
    {
        name = name.Trim().ToUpperInvariant();
        return device.Find(http, name) is null ? [.. Keys(http, name), ("second " + name, true)] : Keys(http, name);
    }
}
