using Hejie.Kernel.Api;

namespace Hejie.Questions;

/// <summary>Questions in plain words, answered with exact figures.</summary>
internal static class QuestionsModule
{
    public static IServiceCollection AddQuestions(this IServiceCollection services) => services
        .AddSingleton<VocabularyHolder>()
        .AddScoped<AnswerQuestion>()
        .AddApiTypes(AnswersJson.Default);

    public static void MapQuestions(this WebApplication app) => AnswersEndpoint.Map(app.MapApi("answers"));
}
