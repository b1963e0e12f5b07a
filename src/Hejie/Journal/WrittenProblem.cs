using Hejie.Kernel.Api;

namespace Hejie.Journal;

/// <summary>Tells a program why nothing was written.</summary>
internal static class WrittenProblem
{
    /// <exception cref="InvalidOperationException">It was written.</exception>
    public static ApiProblem Of(Written written) => written switch
    {
        Written.NotFound => new ApiProblem(StatusCodes.Status404NotFound, "matter.none"),
        Written.Stale stale => new ApiProblem(StatusCodes.Status412PreconditionFailed, "version.stale") { Version = stale.Version },
        Written.Conflict conflict => new ApiProblem(StatusCodes.Status409Conflict, "version.conflict") { Version = conflict.Version },
        Written.Refused refused => Refused(refused.Code, refused.Detail),
        Written.Invalid invalid => ApiProblem.Fields(invalid.Errors),
        Written.Forgotten => new ApiProblem(StatusCodes.Status410Gone, "matter.forgotten"),
        Written.KeyReused => new ApiProblem(StatusCodes.Status422UnprocessableEntity, "repeat.reused"),
        _ => throw new InvalidOperationException($"{written.GetType().Name} is no problem."),
    };

    /// <summary>What the rules refuse: 409 where the matter has moved on, 403 where the step is somebody else's, else 422.</summary>
    public static ApiProblem Refused(string code, string? detail) => new(
        code switch
        {
            "move.state" or "signature.given" => StatusCodes.Status409Conflict,
            "move.actor" or "look.not-yours" => StatusCodes.Status403Forbidden,
            _ => StatusCodes.Status422UnprocessableEntity,
        },
        code,
        detail);
}
