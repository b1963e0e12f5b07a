using Hejie.Kernel;

namespace Hejie.Identity;

/// <summary>Opens the session of an account that showed who it is, and says where it goes first.</summary>
internal sealed class ComeIn(HeldPosts posts, KnownDevice device, AccessLog log, Settings settings, IHttpContextAccessor accessor)
{
    /// <returns>A path of this site, or null where the account holds no post.</returns>
    public async Task<string?> RunAsync(Account account, string to, CameIn by, bool strong, CancellationToken cancel)
    {
        var held = await posts.OfAsync(account.Id, cancel);
        if (held.Count == 0)
        {
            log.KeptOut(account.Id, "it holds no post", accessor.HttpContext);
            return null;
        }

        await posts.OpenAsync(account, held[0].Post.Id, by, strong, cancel);
        log.CameIn(account.Id, by, accessor.HttpContext!);
        // A kiosk remembers nobody, and leads to the one thing that staff do there.
        if (AtKiosk.IsHere(accessor.HttpContext!))
            return AtKiosk.Page;
        device.Remember(accessor.HttpContext!, account.UserName!);
        if (account.GivenUntil is not null)
            return "/me/password";
        if (settings.SecondFactor && !strong)
            return "/me/second";
        if (!held[0].OpensMatters)
            return "/me";
        return held.Count == 1 ? to : "/me?to=" + Uri.EscapeDataString(to);
    }
}
