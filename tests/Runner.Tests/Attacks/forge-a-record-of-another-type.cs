// Tries: to write a record of a type that it was not granted, past the SDK.
// Keeps: grants are the hub's to check, not the SDK's.
// Outcome: PluginFault
// Says: not granted
// Records: 0
using Hub.Sdk;

namespace Attacking;

internal sealed class ForgeARecordOfAnotherType : IAttack
{
    public Task RunAsync(ConnectorContext context)
    {
        Pipe.Frame(2, Pipe.Text("test.reading"));
        Pipe.Frame(3, Pipe.Number(0), Pipe.Number(-1), Pipe.Number(-1), """{"ref":"forged","at":"2026-01-01T00:00:00Z","step":60,"amount":1}"""u8.ToArray());
        return Pipe.Forever();
    }
}
