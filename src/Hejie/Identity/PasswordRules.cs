using Hejie.Rules.Procedures;
using Microsoft.AspNetCore.Identity;

namespace Hejie.Identity;

/// <summary>
/// Which passwords will do: long enough, and not soon guessed by who knows the usual words, names and keyboard walks, and
/// what everybody knows of the account. No capitals, digits or signs are asked for; they make passwords hard to keep, not
/// hard to guess.
/// </summary>
internal sealed class PasswordRules : IPasswordValidator<Account>
{
    /// <summary>The most characters; as long as the doors for people and programs take them.</summary>
    public const int Longest = 200;

    private const string Long = "PasswordTooLong", Easy = "PasswordEasy";

    /// <summary>Of 0 to 4: guesses up to a hundred million are too few.</summary>
    private const int LeastScore = 3;

    /// <summary>What is looked at; the rest can only make it harder.</summary>
    private const int Looked = 64;

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) => Task.FromResult(
        password is null || password.Length < manager.Options.Password.RequiredLength ? IdentityResult.Success // told by the framework's own rule
        : password.Length > Longest ? Fails(Long)
        : Zxcvbn.Zxcvbn.MatchPassword(password.Length > Looked ? password[..Looked] : password, [user.UserName ?? "", user.DisplayName]).Score < LeastScore ? Fails(Easy)
        : IdentityResult.Success);

    /// <summary>What is wrong with a password, or null where the error is about something else.</summary>
    public static FieldError? Told(IdentityError error, IdentityOptions options) => error.Code switch
    {
        nameof(IdentityErrorDescriber.PasswordTooShort) =>
            new FieldError("password", "account.password-short", options.Password.RequiredLength.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Long => new FieldError("password", "account.password-long", Longest.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Easy => new FieldError("password", "account.password-easy"),
        _ => null,
    };

    /// <summary>What is wrong with a password that was not taken.</summary>
    public static IReadOnlyList<FieldError> Errors(IdentityResult result, IdentityOptions options) =>
        [.. result.Errors.Select(error => Told(error, options) ?? new FieldError("", "account.other", error.Description))];

    private static IdentityResult Fails(string code) => IdentityResult.Failed(new IdentityError { Code = code, Description = code });
}
