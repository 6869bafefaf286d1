using Hub.Core.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Hub.Accounts;

/// <summary>ASP.NET Core Identity's hash: PBKDF2 with a salt, in a format that says its own strength.</summary>
public sealed class Passphrases : IPassphrases
{
    private readonly PasswordHasher<Passphrases> _hasher = new();

    public string Hash(string passphrase) => _hasher.HashPassword(this, passphrase);

    public bool Matches(string hash, string passphrase) => _hasher.VerifyHashedPassword(this, hash, passphrase) != PasswordVerificationResult.Failed;
}
