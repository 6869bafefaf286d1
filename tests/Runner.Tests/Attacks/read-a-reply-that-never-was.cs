// Tries: to read a reply that was never given, or another run's.
// Keeps: replies are the run's own.
// Outcome: PluginFault ReplyGone
using Hub.Sdk;

namespace Attacking;

internal sealed class ReadAReplyThatNeverWas : IAttack
{
    public Task RunAsync(ConnectorContext context)
    {
        Pipe.Frame(18, Pipe.Number(1), Pipe.Number(77));
        return Pipe.Forever();
    }
}
