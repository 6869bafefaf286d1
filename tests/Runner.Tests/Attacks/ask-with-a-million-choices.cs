// Tries: to fill the person's page with choices, past the SDK.
// Keeps: a hundred are the most.
// Outcome: PluginFault BrokenFrames
using Hub.Sdk;

namespace Attacking;

internal sealed class AskWithAMillionChoices : IAttack
{
    public Task RunAsync(ConnectorContext context)
    {
        Pipe.Frame(8, Pipe.Text("key"), Pipe.Text("Q"), Pipe.Text("Q"), Pipe.Number(1_000_000));
        return Pipe.Forever();
    }
}
