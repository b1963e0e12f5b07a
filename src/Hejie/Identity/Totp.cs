using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace Hejie.Identity;

/// <summary>
/// Identity's authenticator codes (RFC 6238: SHA-1, six digits, thirty seconds), by the program's own clock, and each code
/// once: who reads one over a shoulder is too late.
/// </summary>
internal sealed class Totp(TimeProvider time) : IUserTwoFactorTokenProvider<Account>
{
    private const string Purpose = "TwoFactor", Kept = "[Hejie]", LastStep = "LastStep";
    private const int Step = 30, Digits = 1_000_000;

    public async Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<Account> manager, Account user) =>
        !string.IsNullOrEmpty(await manager.GetAuthenticatorKeyAsync(user));

    /// <summary>Gives the account a new key: no code of the old one counts any more, and each of the new one may.</summary>
    public static async Task RenewKeyAsync(UserManager<Account> manager, Account user)
    {
        await manager.ResetAuthenticatorKeyAsync(user);
        await manager.RemoveAuthenticationTokenAsync(user, Kept, LastStep);
    }

    /// <summary>Codes are made by the authenticator alone.</summary>
    public Task<string> GenerateAsync(string purpose, UserManager<Account> manager, Account user) => Task.FromResult("");

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<Account> manager, Account user)
    {
        if (await manager.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } key || token.Length != 6)
            return false;
        var used = long.TryParse(await manager.GetAuthenticationTokenAsync(user, Kept, LastStep), CultureInfo.InvariantCulture, out var step) ? step : 0;
        var secret = FromBase32(key);
        var now = time.GetUtcNow().ToUnixTimeSeconds() / Step;
        // A clock that is half a minute off, either way, is a usual clock.
        for (var at = now - 1; at <= now + 1; at++)
        {
            if (at > used && CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(Code(secret, at)), System.Text.Encoding.ASCII.GetBytes(token)))
            {
                // Of two who send the same code at once the account's stamp lets one through.
                return (await manager.SetAuthenticationTokenAsync(user, Kept, LastStep, at.ToString(CultureInfo.InvariantCulture))).Succeeded;
            }
        }

        return false;
    }

    /// <summary>The code of a key at an instant, as an authenticator shows it.</summary>
    public static string Code(string key, DateTimeOffset at) => Code(FromBase32(key), at.ToUnixTimeSeconds() / Step);

    [SuppressMessage("Security", "CA5350", Justification = "It is what authenticators reckon with, and what HMAC needs of SHA-1 stands.")]
    private static string Code(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(secret, counter, hash);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xf)..]) & int.MaxValue;
        return (number % Digits).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] FromBase32(string text)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bytes = new List<byte>(text.Length * 5 / 8);
        var (bits, held) = (0, 0);
        foreach (var character in text)
        {
            bits = (bits << 5) | Alphabet.IndexOf(character, StringComparison.Ordinal);
            held += 5;
            if (held < 8)
                continue;
            held -= 8;
            bytes.Add((byte)(bits >> held));
            bits &= (1 << held) - 1;
        }

        return [.. bytes];
    }
}
