using System.Security.Cryptography;
using System.Text;
using Hejie.Privacy;

namespace Hejie.Matters.Tracking;

/// <summary>
/// The keyed hash of a telephone, by which a lost code is found again. This is the only place that computes one; it is
/// called only after a one-time code reached the telephone, and never for staff (safeguard 9).
/// </summary>
internal sealed class TelephoneHash(InstallationKey installation)
{
    private readonly byte[] _key = installation.For("telephones");

    public byte[] Of(string confirmedTelephone) => HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(confirmedTelephone));
}
