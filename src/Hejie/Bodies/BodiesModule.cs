namespace Hejie.Bodies;

/// <summary>Places, bodies, posts and scope.</summary>
internal static class BodiesModule
{
    public static IServiceCollection AddBodies(this IServiceCollection services) => services.AddSingleton<DirectoryHolder>();
}
