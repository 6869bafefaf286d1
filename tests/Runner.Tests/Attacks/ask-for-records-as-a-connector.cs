// Tries: to read the vault as only applications may, past the SDK.
// Keeps: a connector reads nothing.
// Outcome: PluginFault
// Says: not granted
using Hub.Sdk;

namespace Attacking;

internal sealed class AskForRecordsAsAConnector : IAttack
{
    public Task RunAsync(ConnectorContext context)
    {
        Pipe.Frame(12, Pipe.Number(1), Pipe.Text("test.event"), Pipe.Number(-1), Pipe.Number(-1), Pipe.Number(-1));
        return Pipe.Forever();
    }
}
