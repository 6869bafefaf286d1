// Tries: to pass for done by ending the process with code 0.
// Keeps: a run without a last word is not done.
// Outcome: PluginFault EndedEarly
using Hub.Sdk;

namespace Attacking;

internal sealed class ExitWithoutAWord : IAttack
{
    public Task RunAsync(ConnectorContext context)
    {
        Environment.Exit(0);
        return Task.CompletedTask;
    }
}
