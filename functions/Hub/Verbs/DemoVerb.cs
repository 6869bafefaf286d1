using System.CommandLine;
using Hub.Core.Demo;
using Hub.Core.Runs;

namespace Hub.Verbs;

/// <summary>A made-up household to look at, and its way out.</summary>
internal static class DemoVerb
{
    public static Command Make()
    {
        var remove = new Option<bool>("--remove") { Description = "Removes the account demo and its vault." };
        return new Command("demo", "Makes an account demo with a made-up household, so that every page has something to show.") { remove }.Does(async (parsed, hub, cancellationToken) =>
            parsed.GetValue(remove) ? await RemoveAsync(hub) : await MakeAsync(hub, cancellationToken));
    }

    private static async Task<int> MakeAsync(Workshop hub, CancellationToken cancellationToken)
    {
        var demo = hub.Get<DemoVault>();
        var made = await demo.MakeAsync(Workshop.Actor, "en", cancellationToken)
            ?? throw new VerbException($"There is an account named \"{DemoVault.Name}\" that is somebody's own. The demo needs that name; nothing was changed.");
        if (made.Run is { IsOver: false } begun)
        {
            await using var vault = await hub.OpenVaultAsync(made.Account);
            var run = await RunWatch.CarryOutAsync(hub, vault.Store, begun, DemoVault.Name, cancellationToken);
            if (run.State is not (RunState.Succeeded or RunState.Partial))
            {
                throw new VerbException($"The demo could not be made whole: {RunWatch.MessageOf(run)} Remove it, and try again: hub demo --remove");
            }

            await demo.ComputeAsync(made.Account);
            Console.WriteLine($"The made-up household is here: {RunWatch.Summary(run.Counts)}. To remove it: hub demo --remove");
        }
        else
        {
            Console.WriteLine("The demo is here already; nothing was changed. To remove it: hub demo --remove");
        }

        if (made.Account.Passphrase is null)
        {
            Console.WriteLine($"{made.Account.Name} signs in for the first time here, within the hour:");
            Console.WriteLine(await UserVerb.LinkAsync(hub, made.Account));
        }

        return 0;
    }

    private static async Task<int> RemoveAsync(Workshop hub)
    {
        hub.RequireData();
        var receipt = await hub.Get<DemoVault>().RemoveAsync() ?? throw new VerbException("There is no demo in this hub. To make one: hub demo");
        Console.WriteLine($"The demo is gone: {receipt.Vaults.Sum(vault => vault.Records)} made-up records and {receipt.Vaults.Sum(vault => vault.Files)} files.");
        return 0;
    }
}
