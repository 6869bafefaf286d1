namespace Hub.Core.Accounts;

/// <summary>Hashes what people choose. The hub's is ASP.NET Core Identity's, which the core does not see; tests take a quick one.</summary>
public interface IPassphrases
{
    string Hash(string passphrase);

    bool Matches(string hash, string passphrase);
}
