using Hejie.Kernel;

namespace Hejie.Identity;

/// <summary>
/// Tells the log who of staff came in or was kept out, by the number of the account and the address they came from.
/// What was typed is never told: a password is easily typed where the name belongs. Nothing is told of residents.
/// </summary>
internal sealed partial class AccessLog(ILogger<AccessLog> log)
{
    public void CameIn(int account, CameIn by, HttpContext http) => CameIn(log, account, by, Visitor.Address(http));

    /// <summary>A wrong password, or a name that there is not.</summary>
    public void WrongPassword(int? account, HttpContext? http) => WrongPassword(log, account, From(http));

    public void WrongCode(int account, HttpContext? http) => WrongCode(log, account, From(http));

    public void WrongPasskey(HttpContext http) => WrongPasskey(log, Visitor.Address(http));

    /// <summary>Somebody who guessed too often has to wait.</summary>
    public void Slowed(TimeSpan wait, HttpContext http) => Slowed(log, Visitor.Seconds(wait), Visitor.Address(http));

    /// <summary>The account is right, and ended, without a post, or opened by more than this.</summary>
    public void KeptOut(int account, string why, HttpContext? http) => KeptOut(log, account, why, From(http));

    /// <summary>A post asked for what its role may not reach.</summary>
    /// <param name="account">The account.</param>
    /// <param name="post">The post.</param>
    /// <param name="route">The route's pattern; no address, which may hold what is nobody's business.</param>
    /// <param name="http">The request.</param>
    public void Denied(int account, int post, string? route, HttpContext http) => Denied(log, account, post, route, Visitor.Address(http));

    public void Left(int account, HttpContext http) => Left(log, account, Visitor.Address(http));

    /// <summary>All sessions of an account were ended.</summary>
    public void LeftEverywhere(int account, HttpContext http) => LeftEverywhere(log, account, Visitor.Address(http));

    /// <summary>What an account comes in by was changed by its holder.</summary>
    public void Changed(int account, string what, HttpContext http) => Changed(log, account, what, Visitor.Address(http));

    private static string From(HttpContext? http) => http is null ? "the command line" : Visitor.Address(http);

    [LoggerMessage(1, LogLevel.Information, "Account {Account} came in by {By} from {Address}.")]
    private static partial void CameIn(ILogger log, int account, CameIn by, string address);

    [LoggerMessage(2, LogLevel.Warning, "A wrong password for account {Account} from {Address}.")]
    private static partial void WrongPassword(ILogger log, int? account, string address);

    [LoggerMessage(3, LogLevel.Warning, "A right password and a wrong code for account {Account} from {Address}.")]
    private static partial void WrongCode(ILogger log, int account, string address);

    [LoggerMessage(4, LogLevel.Warning, "A passkey that opens nothing from {Address}.")]
    private static partial void WrongPasskey(ILogger log, string address);

    [LoggerMessage(5, LogLevel.Warning, "Who guesses from {Address} has to wait {Seconds} s.")]
    private static partial void Slowed(ILogger log, int seconds, string address);

    [LoggerMessage(6, LogLevel.Warning, "Account {Account} was kept out ({Why}) from {Address}.")]
    private static partial void KeptOut(ILogger log, int account, string why, string address);

    [LoggerMessage(7, LogLevel.Warning, "Account {Account} in post {Post} may not reach {Route} from {Address}.")]
    private static partial void Denied(ILogger log, int account, int post, string? route, string address);

    [LoggerMessage(8, LogLevel.Information, "Account {Account} left from {Address}.")]
    private static partial void Left(ILogger log, int account, string address);

    [LoggerMessage(9, LogLevel.Information, "Account {Account} ended all its sessions from {Address}.")]
    private static partial void LeftEverywhere(ILogger log, int account, string address);

    [LoggerMessage(10, LogLevel.Information, "Account {Account} changed its {What} from {Address}.")]
    private static partial void Changed(ILogger log, int account, string what, string address);
}
