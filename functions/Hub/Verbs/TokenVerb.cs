using System.CommandLine;
using Hub.Core.Accounts;

namespace Hub.Verbs;

/// <summary>Tokens for programs.</summary>
internal static class TokenVerb
{
    public static Command Make()
    {
        var user = new Option<string>("--user") { Description = "Whose token.", Required = true };
        var scope = new Option<string[]>("--scope") { Description = "read:GLOB, write:GLOB, import, export or admin; none given means read:*." };
        var days = new Option<int?>("--days") { Description = "After how many days it ends; without, never." };
        var label = new Option<string>("--label") { Description = "What it is for, as the journal shows it.", DefaultValueFactory = _ => "command-line" };
        var add = new Command("add", "Makes a token and prints it, once, as the last line.") { user, scope, days, label }.Does(async (parsed, hub, _) =>
        {
            var account = await hub.OpenAccountAsync(parsed.GetValue(user)!);
            var scopes = Scopes.TryParse(parsed.GetValue(scope) ?? []) ?? throw new VerbException("A scope is read:GLOB, write:GLOB, import, export or admin, for instance --scope read:energy.*");
            if (parsed.GetValue(days) is < 1 or > 3660)
            {
                throw new VerbException("--days takes a number from 1 to 3660.");
            }

            var (token, secret) = await hub.Get<ApiTokens>().AddAsync(account, parsed.GetValue(label)!, scopes, parsed.GetValue(days) is { } count ? TimeSpan.FromDays(count) : null);
            Console.WriteLine($"A token of {account.Name} for {string.Join(", ", token.Scopes)}. It is shown this once:");
            Console.WriteLine(secret);
            return 0;
        });
        return new Command("token", "Tokens for programs.") { add };
    }
}
