using Hejie.Bodies;
using Hejie.Identity;
using Hejie.Rules.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Hejie.Operations.Log;

/// <summary>A change of the catalogue, as anyone may know it.</summary>
/// <param name="Number">Its number, consecutive from 1.</param>
/// <param name="Hash">The hash of all files from then on: SHA-256 of a line for each, its hash and its path, in the order of paths.</param>
/// <param name="Previous">The link of the change before.</param>
/// <param name="Link">Its own link: who keeps it can tell that nothing before it was changed.</param>
/// <param name="Proposed">When it was proposed.</param>
/// <param name="ProposedBy">The body and post that proposed it; absent for the founding catalogue.</param>
/// <param name="Approved">When it was approved.</param>
/// <param name="ApprovedBy">The body and post of the other person, who approved it.</param>
/// <param name="Files">The files that changed.</param>
internal sealed record CatalogueChangeBody(
    int Number, string Hash, string Previous, string Link, DateTimeOffset Proposed, string? ProposedBy, DateTimeOffset Approved, string? ApprovedBy,
    IReadOnlyList<FileChange> Files);

/// <summary>Every change of the catalogue, the first one first.</summary>
internal sealed record CatalogueChangesBody(IReadOnlyList<CatalogueChangeBody> Changes)
{
    public static CatalogueChangesBody Of(IReadOnlyList<CatalogueChangeRow> rows, BodyDirectory directory) => new(
    [
        .. rows.Select(row => new CatalogueChangeBody(
            row.Number, row.Hash, row.Previous, row.Link, LegalTime.Instant(row.Proposed), Hand(row.ProposedAs, directory),
            LegalTime.Instant(row.Approved), Hand(row.ApprovedAs, directory), FileChanges.Read(row.Files))),
    ]);

    private static string? Hand(int? post, BodyDirectory directory) =>
        post is { } id && directory.Post(id) is { } held ? directory.NameOf(held.Body) + " · " + held.Name : null;
}

/// <summary><c>GET /api/v1/catalogue/changes</c>.</summary>
internal static class CatalogueChangesEndpoint
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/catalogue/changes", HandleAsync).For(Access.Public)
        .WithName("listCatalogueChanges").WithSummary("规则目录的更改记录 · Every change of the catalogue, made by two people and chained by hash")
        .Produces<CatalogueChangesBody>();

    private static async Task<Ok<CatalogueChangesBody>> HandleAsync(CatalogueLog log, DirectoryHolder directory, CancellationToken cancel) =>
        TypedResults.Ok(CatalogueChangesBody.Of(await log.ReadAsync(cancel), directory.Current));
}
