namespace Hejie.Search;

/// <summary>
/// Puts what was found in the order in which it fits the words: how often they stand in a summary for its length, how near
/// its beginning and to one another. All hold all words, so how rare a word is does not tell them apart. Of two alike the
/// newer comes first.
/// </summary>
internal static class Relevance
{
    /// <summary>How soon one more of the same word counts no more, and how much a long text takes from it: the usual measures of BM25.</summary>
    private const double Saturation = 1.2, Length = 0.75;

    public static List<FoundMatter> Order(IReadOnlyList<FoundMatter> hits, IReadOnlyList<SearchTerm> terms)
    {
        var texts = hits.Select(hit => SearchText.Of(hit.Summary ?? "")).ToList();
        var usual = Math.Max(1, texts.Count == 0 ? 1 : texts.Average(text => text.Units.Count));
        return [.. hits.Zip(texts, (hit, text) => (Hit: hit, Score: Score(text, terms, usual))).OrderByDescending(pair => pair.Score).ThenByDescending(pair => pair.Hit.Opened).ThenBy(pair => pair.Hit.Id).Select(pair => pair.Hit)];
    }

    /// <summary>How well a text fits.</summary>
    /// <param name="text">The text.</param>
    /// <param name="terms">What is sought; all of it stands there.</param>
    /// <param name="usual">How long such texts are, in units.</param>
    public static double Score(SearchText text, IReadOnlyList<SearchTerm> terms, double usual)
    {
        var (score, firsts) = (0.0, new List<int>(terms.Count));
        foreach (var term in terms)
        {
            var (count, first) = (0, int.MaxValue);
            foreach (var at in text.Find(term))
                (count, first) = (count + 1, Math.Min(first, at));
            if (count == 0)
                continue;
            firsts.Add(first);
            var often = count * (Saturation + 1) / (count + Saturation * (1 - Length + Length * text.Units.Count / usual));
            score += often * (1 + 0.5 / (1 + first));
        }

        // Words that stand close were probably meant together.
        if (firsts.Count > 1)
            score *= 1 + 1.0 / (1 + firsts.Max() - firsts.Min());
        return score;
    }
}
