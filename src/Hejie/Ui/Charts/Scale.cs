namespace Hejie.Ui.Charts;

/// <summary>Round marks for an axis from 0.</summary>
internal static class Scale
{
    private static readonly double[] s_steps = [1, 2, 2.5, 5, 10];

    /// <summary>Marks from 0 to the first that is not below the most, three to six of them; whole numbers where the most is ten or more.</summary>
    public static IReadOnlyList<double> Marks(double most)
    {
        if (!(most > 0) || double.IsInfinity(most))
            return [0, 1];
        var power = Math.Pow(10, Math.Floor(Math.Log10(most / 4)));
        var step = s_steps.Select(each => each * power).First(each => most / each <= 4.0000001);
        if (step < 1 && most >= 3)
            step = 1;
        var count = (int)Math.Ceiling(most / step - 1e-9);
        return [.. Enumerable.Range(0, count + 1).Select(mark => mark * step)];
    }
}
