using System.CommandLine;
using Hub.Front;

namespace Hub.Verbs.Service;

/// <summary>Has the system start the hub by itself: systemd on Linux, the service manager on Windows.</summary>
internal static class ServiceVerb
{
    public static Command Make() => new("service", "Has the system start the hub by itself (systemd, or a Windows service).") { Install(), Remove() };

    private static Command Install()
    {
        var own = Own();
        var dryRun = new Option<bool>("--dry-run") { Description = "Prints what would be written and done, and does nothing." };
        var urls = new Option<string>("--urls") { Description = "The addresses to listen on, separated by semicolons.", DefaultValueFactory = _ => HubOptions.DefaultUrl };
        var command = new Command("install", "Installs the service and starts it.") { own, urls, dryRun };
        command.SetAction((parsed, cancellationToken) => DoAsync(SystemService.For(parsed.GetValue(own), parsed.GetValue(HubCommand.Data)).Install(parsed.GetValue(urls)!), parsed.GetValue(dryRun), cancellationToken));
        return command;
    }

    private static Command Remove()
    {
        var own = Own();
        var dryRun = new Option<bool>("--dry-run") { Description = "Prints what would be done, and does nothing." };
        var command = new Command("remove", "Stops the service and removes it. What the hub keeps is left where it is.") { own, dryRun };
        command.SetAction((parsed, cancellationToken) => DoAsync(SystemService.For(parsed.GetValue(own), parsed.GetValue(HubCommand.Data)).Remove(), parsed.GetValue(dryRun), cancellationToken));
        return command;
    }

    private static Option<bool> Own() => new("--user") { Description = "For you alone, without the rights of an administrator. The default where you have none (Linux only)." };

    private static async Task<int> DoAsync(ServicePlan plan, bool dryRun, CancellationToken cancellationToken)
    {
        try
        {
            if (dryRun)
            {
                plan.Print();
            }
            else
            {
                await plan.DoAsync(cancellationToken);
            }

            return 0;
        }
        catch (VerbException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }
}
