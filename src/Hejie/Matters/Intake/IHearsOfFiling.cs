namespace Hejie.Matters.Intake;

/// <summary>Hears that what a form was begun from has become a matter. The same may be told twice.</summary>
internal interface IHearsOfFiling
{
    /// <summary>A form was filed.</summary>
    /// <param name="from">What it was begun from, as who began it named it.</param>
    /// <param name="receipt">The matter.</param>
    /// <param name="cancel">Cancels.</param>
    Task FiledAsync(string from, Receipt receipt, CancellationToken cancel);
}
