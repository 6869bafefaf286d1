// Tries: to fill the person's pages with the words of an outcome, past the SDK.
// Keeps: they are cut to what a person reads.
// Outcome: ActionNeededAtHolder
using Hub.Sdk;

namespace Attacking;

internal sealed class EndWithABook : IAttack
{
    public Task RunAsync(ConnectorContext context)
    {
        Pipe.Frame(15, Pipe.Number((int)Outcome.ActionNeededAtHolder), Pipe.Text(new string('b', 2_000_000)), Pipe.Text(new string('c', 2_000_000)), Pipe.Number(0), Pipe.Number(-1));
        return Pipe.Forever();
    }
}
