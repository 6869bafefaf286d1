using System.CommandLine;
using System.Text.Json;
using Hub.Core.Accounts;
using Hub.Front;

namespace Hub.Verbs;

/// <summary>An account and its vault, gone for good.</summary>
internal static class EraseVerb
{
    public static Command Make()
    {
        var user = new Option<string>("--user") { Description = "Whose account and vault.", Required = true };
        var yes = new Option<bool>("--yes") { Description = "Says that you mean it." };
        var json = new Option<bool>("--json") { Description = "The receipt for programs." };
        return new Command("erase", "Deletes an account and its vault, and prints a receipt.") { user, yes, json }.Does(async (parsed, hub, _) =>
        {
            var account = await hub.AccountAsync(parsed.GetValue(user)!);
            if (!parsed.GetValue(yes))
            {
                throw new VerbException($"This deletes everything in the vault of {account.Name}, and nothing brings it back. Repeat it with --yes; to keep a copy first: hub export --user \"{account.Name}\" --out FILE.zip");
            }

            var receipt = await hub.Get<Closing>().EraseAsync(account);
            Console.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(receipt, HubJson.Default.Receipt) : Write(receipt));
            return 0;
        });
    }

    public static string Write(Receipt receipt, string what = "account") => string.Join(Environment.NewLine,
    [
        $"Receipt: the {what} {(what == "vault" ? "of " : "")}{receipt.Account} was erased on {receipt.At:yyyy-MM-dd' at 'HH:mm:ss' UTC'}.",
        .. receipt.Vaults.SelectMany(vault => vault.Types.Select(type => $"  {type.Type}: {type.Count} records").Prepend($"Vault {vault.Id}: {vault.Records} records, {vault.Files} files, SHA-256 {vault.Sha256}")),
        .. receipt.Remains is { } remains ? [remains.En] : Array.Empty<string>(),
    ]);
}
