using Hejie.Kernel;

namespace Hejie.Identity;

/// <summary>Opens the session of an account that showed who it is, and says where it goes first.</summary>
internal sealed class ComeIn(HeldPosts posts, KnownDevice device, Settings settings, IHttpContextAccessor accessor)
{
    /// <summary>A path of this site, or null where the account holds no post.</summary>
    public async Task<string?> RunAsync(Account account, string to, bool strong, CancellationToken cancel)
    {
        var held = await posts.OfAsync(account.Id, cancel);
        if (held.Count == 0)
            return null;
        await posts.OpenAsync(account, held[0].Post.Id, strong);
        device.Remember(accessor.HttpContext!, account.UserName!);
        if (settings.SecondFactor && !strong)
            return "/me/second";
        if (!held[0].OpensMatters)
            return "/me";
        return held.Count == 1 ? to : "/me?to=" + Uri.EscapeDataString(to);
    }
}
