using Hejie.Bodies;
using Hejie.Data;
using Hejie.Rules.Procedures;
using Microsoft.EntityFrameworkCore;

namespace Hejie.Identity;

/// <summary>Keeps the grid out of the hands of those who can compel (safeguard 5): nobody of the police or of a procuratorate holds a grid post, by whatever account.</summary>
internal static class GridPosts
{
    /// <summary>Whether a post goes out into the grid or keeps its cells.</summary>
    public static bool IsOfGrid(Post post) => post.Role == Role.GridWorker;

    /// <summary>The post that an account holds and that keeps it from another, or null. Asked within the transaction that appoints.</summary>
    public static async Task<Post?> InTheWayAsync(HejieDb db, BodyDirectory directory, int account, Post wanted, CancellationToken cancel)
    {
        bool Compels(Post post) => directory.KindOf(post.Body) is { } kind && BodyKinds.Of(kind).Compels;
        if (!IsOfGrid(wanted) && !Compels(wanted))
            return null;
        var held = await db.Appointments.AsNoTracking()
            .Where(row => row.Account == account && row.Ended == null).OrderBy(row => row.Post).Select(row => row.Post).ToListAsync(cancel);
        return held.Select(directory.Post).OfType<Post>().FirstOrDefault(post => IsOfGrid(wanted) ? Compels(post) : IsOfGrid(post));
    }
}
