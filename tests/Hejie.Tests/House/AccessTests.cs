using Hejie.Identity;
using Hejie.Kernel;
using Microsoft.AspNetCore.Builder;

namespace Hejie.Tests.House;

/// <summary>What nobody thought about is closed: the program does not start.</summary>
public sealed class AccessTests
{
    [Fact]
    public Task A_route_that_declares_nothing_keeps_the_program_from_starting() =>
        RefusedAsync(app => app.MapGet("/silent", () => "anyone?"), "/silent");

    [Fact]
    public Task A_route_about_a_matter_that_does_not_name_it_keeps_the_program_from_starting() =>
        RefusedAsync(app => app.MapGet("/api/v1/matter-of/{id:guid}", (Guid id) => id).For(Access.Matter), "/api/v1/matter-of/{id:guid}");

    private static async Task RefusedAsync(Action<WebApplication> map, string named)
    {
        var folder = Directory.CreateTempSubdirectory("hejie-access-").FullName;
        try
        {
            await using var app = HejieApp.Build(new Settings(folder, folder, null, null, Roots.Catalogue), ["--urls", "http://127.0.0.1:0"]);
            map(app);
            (await Should.ThrowAsync<InvalidOperationException>(() => app.CheckAccessAsync())).Message.ShouldContain(named);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
