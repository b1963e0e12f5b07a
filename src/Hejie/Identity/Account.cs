using Microsoft.AspNetCore.Identity;

namespace Hejie.Identity;

/// <summary>A member of staff. What they may do comes from the posts they hold, never from the account.</summary>
internal sealed class Account : IdentityUser<int>
{
    /// <summary>The name colleagues read; residents read the post.</summary>
    public required string DisplayName { get; set; }

    /// <summary>
    /// Until when a password that somebody else gave opens, microseconds UTC; null once its holder chose one of their own.
    /// Until then it opens nothing but the page where they do.
    /// </summary>
    public long? GivenUntil { get; set; }
}
