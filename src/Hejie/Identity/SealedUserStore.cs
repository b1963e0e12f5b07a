using System.Security.Cryptography;
using Hejie.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Hejie.Identity;

/// <summary>Identity's store, with the secrets of second factors sealed: who has the whole database signs in as nobody.</summary>
internal sealed class SealedUserStore(HejieDb db, IDataProtectionProvider protection, IdentityErrorDescriber errors) : UserOnlyStore<Account, HejieDb, int>(db, errors)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Hejie.Identity.SealedUserStore");

    public override Task SetTokenAsync(Account user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(user, loginProvider, name, value is null ? null : _protector.Protect(value), cancellationToken);

    public override async Task<string?> GetTokenAsync(Account user, string loginProvider, string name, CancellationToken cancellationToken)
    {
        var text = await base.GetTokenAsync(user, loginProvider, name, cancellationToken);
        try
        {
            return text is null ? null : _protector.Unprotect(text);
        }
        catch (CryptographicException)
        {
            // Sealed with a key that is gone: there is no second factor any more, and the account must be given a new one.
            return null;
        }
    }
}
