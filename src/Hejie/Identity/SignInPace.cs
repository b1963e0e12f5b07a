using System.Globalization;
using Hejie.Kernel;

namespace Hejie.Identity;

/// <summary>
/// Slows down who guesses passwords. It is counted by account and address together, so nobody locks out a colleague who
/// comes from elsewhere; and a device on which the account came in before counts for itself, so nobody at the same
/// address does either. The account's name need not exist: the answer is the same.
/// </summary>
internal sealed class SignInPace(SlowDown slow, KnownDevice device)
{
    private const int Free = 5;
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(15);

    /// <summary>How long the next try must wait; zero for none.</summary>
    public TimeSpan Wait(HttpContext http, string name) => Keys(http, name).Max(key => slow.Wait(key.Key));

    public void Wrong(HttpContext http, string name)
    {
        foreach (var (key, ofAccount) in Keys(http, name))
        {
            if (ofAccount)
                slow.Wrong(key, Free, s_longest);
            else
                slow.Wrong(key);
        }
    }

    /// <summary>A right one clears the slate; what was counted for other accounts stays.</summary>
    public void Right(HttpContext http, string name)
    {
        foreach (var (key, _) in Keys(http, name))
            slow.Right(key);
    }

    private (string Key, bool OfAccount)[] Keys(HttpContext http, string name)
    {
        name = name.Trim().ToUpperInvariant();
        return device.Find(http, name) is { } known
            ? [(string.Create(CultureInfo.InvariantCulture, $"device {known:N} {name}"), true)]
            : [($"account {name} {Visitor.Address(http)}", true), ("session " + Visitor.Address(http), false)];
    }
}
