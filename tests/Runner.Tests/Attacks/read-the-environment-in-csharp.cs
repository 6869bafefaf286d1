// Tries: to read what the hub was started with: variables, arguments, the folder.
// Keeps: the process is given none of it.
// Outcome: Done
// Logs: in /
using Hub.Sdk;

namespace Attacking;

internal sealed class ReadTheEnvironmentInCsharp : IAttack
{
    public async Task RunAsync(ConnectorContext context)
    {
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            var name = (string)variable.Key;
            if (!name.StartsWith("DOTNET_", StringComparison.Ordinal) && name is not ("TZ" or "TZDIR"))
            {
                await context.LogAsync($"broke out: {name}");
            }
        }

        await context.LogAsync($"in {Environment.CurrentDirectory}");
    }
}
