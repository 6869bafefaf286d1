using System.CommandLine;
using System.Text.Json;
using Hub.Accounts;
using Hub.Core.Accounts;
using Hub.Core.Vaults;
using Hub.Front;

namespace Hub.Verbs;

/// <summary>Accounts.</summary>
internal static class UserVerb
{
    public static Command Make() => new("user", "Accounts.") { Add(), Link(), List(), Remove() };

    private static Command Add()
    {
        var name = new Argument<string>("NAME") { Description = "The account's name." };
        var admin = new Option<bool>("--admin") { Description = "Runs the hub; opens no vault but their own." };
        return new Command("add", "Adds an account with a vault of its own, and prints a one-time link to sign in with.") { name, admin }.Does(async (parsed, hub, _) =>
        {
            var asked = parsed.GetValue(name)!;
            if (AccountName.Fold(asked) is null)
            {
                throw new VerbException("A name has 1 to 64 letters, digits, spaces and . - _ ' @.");
            }

            var account = await hub.Get<AccountBook>().AddAsync(asked, parsed.GetValue(admin))
                ?? throw new VerbException($"There is an account named \"{asked}\" already. Choose another name.");
            await using (await hub.Get<VaultPool>().OpenAsync(account.Vaults[0], create: true))
            {
                // Opening makes it.
            }

            Console.WriteLine($"{account.Name} signs in for the first time here, within the hour:");
            Console.WriteLine(await LinkAsync(hub, account));
            return 0;
        });
    }

    private static Command Link()
    {
        var name = new Argument<string>("NAME") { Description = "The account's name." };
        return new Command("link", "Prints a one-time link for somebody who lost passphrase and recovery codes: who opens it chooses a new passphrase.") { name }.Does(async (parsed, hub, _) =>
        {
            var account = await hub.OpenAccountAsync(parsed.GetValue(name)!);
            await using (var vault = await hub.OpenVaultAsync(account))
            {
                await vault.Store.AppendJournalAsync([new(0, hub.Options.Clock.GetUtcNow(), Workshop.Actor, "link", null, Purposes.CommandLine, 1)]);
            }

            Console.WriteLine($"{account.Name} chooses a new passphrase here, within the hour; until then the old one goes on working:");
            Console.WriteLine(await LinkAsync(hub, account));
            return 0;
        });
    }

    public static async Task<string> LinkAsync(Workshop hub, Account account) =>
        $"{hub.Options.PublicUrl?.TrimEnd('/') ?? await LastAddress.FindAsync(hub.Get<IHubStore>()) ?? HubOptions.DefaultUrl}/welcome#{await hub.Get<OneTimeCodes>().NewAsync(account.Id)}";

    private static Command List()
    {
        var json = new Option<bool>("--json") { Description = "For programs." };
        return new Command("list", "Lists the accounts.") { json }.Does(async (parsed, hub, _) =>
        {
            hub.RequireData();
            var accounts = await hub.Get<AccountBook>().ListAsync();
            if (parsed.GetValue(json))
            {
                var list = new AccountList([.. accounts.Select(account => new AccountItem(account.Name, account.Admin, account.Created, account.Closed))]);
                Console.WriteLine(JsonSerializer.Serialize(list, HubJson.Default.AccountList));
                return 0;
            }

            foreach (var account in accounts)
            {
                Console.WriteLine($"{account.Name}{(account.Admin ? ", admin" : "")}{(account.Closed is null ? "" : ", closed")}, vault {string.Join(", ", account.Vaults)}");
            }

            return 0;
        });
    }

    private static Command Remove()
    {
        var name = new Argument<string>("NAME") { Description = "The account's name." };
        return new Command("remove", "Closes an account. Its vault stays until it is erased.") { name }.Does(async (parsed, hub, _) =>
        {
            var account = await hub.OpenAccountAsync(parsed.GetValue(name)!);
            if (await hub.Get<Closing>().IsLastAdminAsync(account))
            {
                throw new VerbException($"{account.Name} is the only admin. Add another first: hub user add NAME --admin");
            }

            await hub.Get<Closing>().CloseAsync(account);
            Console.WriteLine($"The account {account.Name} is closed. Its vault is kept; to erase it: hub erase --user \"{account.Name}\" --yes");
            return 0;
        });
    }
}
