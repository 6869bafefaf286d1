// Tries: to use up the hub's open files.
// Keeps: a few open files are the most.
// Outcome: PluginFault
using Hub.Sdk;

namespace Attacking;

internal sealed class OpenFilesWithoutEnd : IAttack
{
    public Task RunAsync(ConnectorContext context)
    {
        for (var i = 0; i < 10_000; i++)
        {
            Pipe.Frame(9, Pipe.Number(i));
        }

        return Pipe.Forever();
    }
}
