// Tries: to fill the managed heap.
// Keeps: the heap has its own limit.
// Outcome: LimitExceeded OutOfMemory or LimitExceeded TooMuchMemory
// Memory: 200
using Hub.Sdk;

namespace Attacking;

internal sealed class TakeManagedMemory : IAttack
{
    public Task RunAsync(ConnectorContext context)
    {
        var all = new List<byte[]>();
        while (true)
        {
            all.Add(GC.AllocateUninitializedArray<byte>(1024 * 1024));
            all[^1].AsSpan().Fill(1);
        }
    }
}
