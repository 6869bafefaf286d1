// Tries: to end the process by calling itself without end.
// Keeps: the process ends alone, and the outcome says why.
// Outcome: PluginFault StackOverflow
using Hub.Sdk;

namespace Attacking;

internal sealed class OverflowTheStack : IAttack
{
    public Task RunAsync(ConnectorContext context) => context.LogAsync($"{Deeper(1)}").AsTask();

    private static int Deeper(int depth) => Deeper(depth + 1) + 1;
}
