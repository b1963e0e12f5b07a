using System.Globalization;
using Hejie.Kernel.Api;

namespace Hejie.Matters.Tracking;

/// <summary>Tells a program why a one-time code was not sent.</summary>
internal static class CodeProblem
{
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    public static ApiProblem Of(CodeSent.Refused refused) => refused.Code switch
    {
        "code.slow" => new ApiProblem(StatusCodes.Status429TooManyRequests, refused.Code, refused.Detail)
        {
            RetryAfter = TimeSpan.FromSeconds(int.Parse(refused.Detail ?? "1", CultureInfo.InvariantCulture)),
        },
        "code.too-many" => new ApiProblem(StatusCodes.Status429TooManyRequests, refused.Code) { RetryAfter = TimeSpan.FromHours(1) },
        "code.too-often" => new ApiProblem(StatusCodes.Status429TooManyRequests, refused.Code) { RetryAfter = s_day },
        "track.unknown" => new ApiProblem(StatusCodes.Status404NotFound, "tracking.unknown"),
        _ => new ApiProblem(StatusCodes.Status503ServiceUnavailable, refused.Code, refused.Detail),
    };
}
