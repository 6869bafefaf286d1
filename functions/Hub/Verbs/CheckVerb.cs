using System.CommandLine;
using Hub.Core.Vaults;

namespace Hub.Verbs;

/// <summary>Walks every vault and compares what must agree.</summary>
internal static class CheckVerb
{
    public static Command Make()
    {
        var repair = new Option<bool>("--repair") { Description = "Rebuilds what can be derived." };
        return new Command("check", "Compares records, files, indexes and hashes of every vault.") { repair }.Does(async (parsed, hub, cancellationToken) =>
        {
            hub.RequireData();
            var pool = hub.Get<VaultPool>();
            var troubles = 0;
            foreach (var id in await pool.Stores.ListAsync())
            {
                await using var vault = await pool.OpenAsync(id);
                var found = await vault.Store.CheckAsync(parsed.GetValue(repair), cancellationToken);
                Console.WriteLine(found.Count == 0 ? $"{id}: in order" : $"{id}: {found.Count} to look at");
                foreach (var line in found)
                {
                    Console.WriteLine($"  {line}");
                }

                troubles += found.Count;
            }

            return troubles == 0 ? 0 : throw new VerbException(parsed.GetValue(repair)
                ? "Some of it needed repair; run hub check again to see what is left."
                : "Not everything agrees. hub check --repair rebuilds what can be derived.");
        });
    }
}
