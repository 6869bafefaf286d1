// Tries: to fill the hub's memory with what stands beside the data, past the SDK.
// Keeps: an origin reaches the hub cut to a line.
// Outcome: LimitExceeded TooManyRecords
// MostRecords: 10
using Hub.Sdk;

namespace Attacking;

internal sealed class WriteOriginsOfMegabytes : IAttack
{
    public Task RunAsync(ConnectorContext context)
    {
        Pipe.Frame(2, Pipe.Text("test.event"));
        for (var i = 0; i < 11; i++)
        {
            Pipe.Frame(3, Pipe.Number(0), Pipe.Text(new string('o', 3_000_000)), Pipe.Number(-1), """{"ref":"r"}"""u8.ToArray());
        }

        return Pipe.Forever();
    }
}
