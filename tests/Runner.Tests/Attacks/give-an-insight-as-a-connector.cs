// Tries: to write onto the page of a service, past the SDK.
// Keeps: connectors give no insights.
// Outcome: PluginFault
using Hub.Sdk;

namespace Attacking;

internal sealed class GiveAnInsightAsAConnector : IAttack
{
    public Task RunAsync(ConnectorContext context)
    {
        Pipe.Frame(14, Pipe.Text("{}"));
        return Pipe.Forever();
    }
}
