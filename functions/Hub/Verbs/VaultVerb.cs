using System.CommandLine;
using System.Text.Json;
using Hub.Core.Accesses;
using Hub.Core.Accounts;
using Hub.Front;
using Hub.Vaults;

namespace Hub.Verbs;

/// <summary>Vaults of children, and who opens whose vault. Whoever runs these has the disk; each change stands in that vault's journal.</summary>
internal static class VaultVerb
{
    public static Command Make() => new("vault", "Vaults of children, and who opens whose vault.") { Add(), List(), Give(), End(), HandOver(), Erase() };

    private static Argument<string> Vault() => new("VAULT") { Description = "The vault's id; see: hub vault list" };

    private static Argument<string> Account(string description) => new("ACCOUNT") { Description = description };

    private static Command Add()
    {
        var name = new Argument<string>("NAME") { Description = "The child's name." };
        var keeper = new Option<string[]>("--keeper") { Description = "An account that keeps it; one or two.", Required = true };
        return new Command("add", "Makes a child's vault: without an account that signs in, kept by one or two people.") { name, keeper }.Does(async (parsed, hub, _) =>
        {
            hub.RequireData();
            var asked = parsed.GetValue(name)!;
            if (AccountName.Fold(asked) is null)
            {
                throw new VerbException("A name has 1 to 64 letters, digits, spaces and . - _ ' @.");
            }

            string[] keepers = [.. parsed.GetValue(keeper)!.Select(one => AccountName.Fold(one) ?? one).Distinct(StringComparer.Ordinal)];
            if (keepers.Length > AccessGiving.MostKeepers)
            {
                throw new VerbException("A child's vault is made for one or two keepers. Let others in later: hub vault give");
            }

            var (child, _) = await hub.Get<AccessGiving>().MakeChildAsync(asked, keepers, Workshop.Actor);
            Console.WriteLine($"The vault of {(child ?? throw NoSuchAccount()).Name} is made; {string.Join(" and ", keepers)} find it in the header of their pages. Its id:");
            Console.WriteLine(child.Id);
            return 0;
        });
    }

    private static Command List()
    {
        var json = new Option<bool>("--json") { Description = "For programs." };
        return new Command("list", "Lists the vaults, whose they are, and who else opens them.") { json }.Does(async (parsed, hub, _) =>
        {
            hub.RequireData();
            var accesses = (await hub.Get<AccessBook>().ListAsync()).ToLookup(access => access.Vault);
            var own = (await hub.Get<AccountBook>().ListAsync()).SelectMany(account => account.Vaults.Select(id => (Id: id, account.Name, IsChild: false)));
            var children = (await hub.Get<AccessBook>().ChildrenAsync()).Select(child => (child.Id, child.Name, IsChild: true));
            VaultLine[] lines = [.. own.Concat(children).Select(vault => new VaultLine(vault.Id, vault.Name, vault.IsChild, [.. accesses[vault.Id].Select(AccessesApi.ItemOf)]))];
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(new VaultLines(lines), HubJson.Default.VaultLines));
                return 0;
            }

            foreach (var line in lines)
            {
                var others = line.Accesses.Select(access => $"{access.Account} as {access.Role}{(access.Until is { } until ? $" until {until:yyyy-MM-dd HH:mm} UTC" : "")}");
                Console.WriteLine($"{line.Id}: {line.Whose}{(line.IsChild ? ", a child's" : "")}{string.Concat(others.Select(other => ", " + other))}{(line is { IsChild: true, Accesses.Count: 0 } ? ", nobody opens it" : "")}");
            }

            return 0;
        });
    }

    private static Command Give()
    {
        var (vault, account) = (Vault(), Account("Who is let in."));
        var role = new Option<string>("--role") { Description = "reader or keeper.", DefaultValueFactory = _ => "reader" };
        var days = new Option<int?>("--days") { Description = "After how many days it ends; without, when it is ended." };
        return new Command("give", "Lets an account into a vault.") { vault, account, role, days }.Does(async (parsed, hub, _) =>
        {
            var id = await FindAsync(hub, parsed.GetValue(vault)!);
            var asked = parsed.GetValue(role) switch { "reader" => VaultRole.Reader, "keeper" => VaultRole.Keeper, _ => throw new VerbException("--role takes reader or keeper.") };
            if (parsed.GetValue(days) is < 1 or > 3660)
            {
                throw new VerbException("--days takes a number from 1 to 3660.");
            }

            var until = parsed.GetValue(days) is { } count ? hub.Options.Clock.GetUtcNow().AddDays(count) : (DateTimeOffset?)null;
            if (AccessesApi.FindRefusal(await hub.Get<AccessGiving>().GiveAsync(id, parsed.GetValue(account), asked, null, until, Workshop.Actor)) is var (_, message))
            {
                throw new VerbException(message.En);
            }

            Console.WriteLine($"{parsed.GetValue(account)} opens it as {parsed.GetValue(role)}{(until is { } end ? $" until {end:yyyy-MM-dd HH:mm} UTC" : "")}. It stands in the vault's journal.");
            return 0;
        });
    }

    private static Command End()
    {
        var (vault, account) = (Vault(), Account("Whose access ends."));
        return new Command("end", "Ends an access, at once.") { vault, account }.Does(async (parsed, hub, _) =>
        {
            var id = await FindAsync(hub, parsed.GetValue(vault)!);
            if (AccountName.Fold(parsed.GetValue(account)) is not { } name || !await hub.Get<AccessGiving>().EndAsync(id, name, Workshop.Actor))
            {
                throw new VerbException($"{parsed.GetValue(account)} has no access to that vault. See: hub vault list");
            }

            Console.WriteLine($"{parsed.GetValue(account)} does not open it any more.");
            return 0;
        });
    }

    private static Command HandOver()
    {
        var vault = Vault();
        var account = Account("The name of the new account.");
        return new Command("hand-over", "Gives a child's vault an account of its own, prints its one-time link and ends all accesses.") { vault, account }.Does(async (parsed, hub, _) =>
        {
            var child = await FindChildAsync(hub, parsed.GetValue(vault)!);
            var asked = parsed.GetValue(account)!;
            if (AccountName.Fold(asked) is null)
            {
                throw new VerbException("A name has 1 to 64 letters, digits, spaces and . - _ ' @.");
            }

            var made = await hub.Get<AccessGiving>().HandOverAsync(child, asked, Workshop.Actor) ?? throw new VerbException($"There is an account named \"{asked}\" already. Choose another name.");
            Console.WriteLine($"{made.Name} signs in for the first time here, within the hour; nobody else opens the vault any more:");
            Console.WriteLine(await UserVerb.LinkAsync(hub, made));
            return 0;
        });
    }

    private static Command Erase()
    {
        var vault = Vault();
        var yes = new Option<bool>("--yes") { Description = "Says that you mean it." };
        return new Command("erase", "Deletes a child's vault, and prints a receipt.") { vault, yes }.Does(async (parsed, hub, _) =>
        {
            var child = await FindChildAsync(hub, parsed.GetValue(vault)!);
            if (!parsed.GetValue(yes))
            {
                throw new VerbException($"This deletes everything in the vault of {child.Name}, and nothing brings it back. Repeat it with --yes.");
            }

            Console.WriteLine(EraseVerb.Write(await hub.Get<Closing>().EraseAsync(child), "vault"));
            return 0;
        });
    }

    private static async ValueTask<string> FindAsync(Workshop hub, string id)
    {
        hub.RequireData();
        return await hub.Get<AccessBook>().FindOwnerAsync(id) is { Closed: null } || await hub.Get<AccessBook>().FindChildAsync(id) is not null ? id : throw new VerbException($"There is no vault {id} that anybody has. See: hub vault list");
    }

    private static async ValueTask<ChildVault> FindChildAsync(Workshop hub, string id)
    {
        hub.RequireData();
        return await hub.Get<AccessBook>().FindChildAsync(id) ?? throw new VerbException($"There is no child's vault {id}. See: hub vault list");
    }

    private static VerbException NoSuchAccount() => new("One of the keepers has no account. See: hub user list");
}

internal sealed record VaultLine(string Id, string Whose, bool IsChild, IReadOnlyList<AccessItem> Accesses);

internal sealed record VaultLines(IReadOnlyList<VaultLine> Items);
