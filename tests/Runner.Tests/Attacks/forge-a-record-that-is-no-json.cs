// Tries: to get bytes into the vault that are no JSON.
// Keeps: a record is validated on the way in.
// Outcome: LimitExceeded TooManyRecords
// MostRecords: 10
// Records: 0
// Rejected: 10
using Hub.Sdk;

namespace Attacking;

internal sealed class ForgeARecordThatIsNoJson : IAttack
{
    public Task RunAsync(ConnectorContext context)
    {
        Pipe.Frame(2, Pipe.Text("test.event"));
        for (var i = 0; i < 11; i++)
        {
            Pipe.Frame(3, Pipe.Number(0), Pipe.Number(-1), Pipe.Number(-1), [0xff, 0xfe, (byte)i, 0x7b]);
        }

        return Pipe.Forever();
    }
}
