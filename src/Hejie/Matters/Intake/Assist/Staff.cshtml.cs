using Hejie.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hejie.Matters.Intake.Assist;

/// <summary>Who is signed in for a post does not fill in a resident's form as if they were one: either for somebody else, or signed out.</summary>
[Access(Access.Staff)]
internal sealed class StaffModel(StaffScope staff) : PageModel
{
    /// <summary>Whether the post may write down for somebody else.</summary>
    public bool Helps { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel) => Helps = Permissions.Assists((await staff.RequireAsync(cancel)).Post.Role);
}
