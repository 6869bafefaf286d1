// Tries: to fill the hub's memory with names of types, past the SDK.
// Keeps: a thousand are the most.
// Outcome: PluginFault BrokenFrames
using Hub.Sdk;

namespace Attacking;

internal sealed class NameTypesWithoutEnd : IAttack
{
    public Task RunAsync(ConnectorContext context)
    {
        for (var i = 0; i < 2000; i++)
        {
            Pipe.Frame(2, Pipe.Text(new string('t', 5000)));
        }

        return Pipe.Forever();
    }
}
