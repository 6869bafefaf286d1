// Tries: to fill the memory outside of the managed heap.
// Keeps: the hub watches the process from outside and ends it; what was saved before is kept.
// Outcome: LimitExceeded TooMuchMemory
// Memory: 200
// Records: 1
// Setting: holder=http://{HOLDER}/
using System.Runtime.InteropServices;
using Hub.Sdk;

namespace Attacking;

internal sealed class TakeNativeMemory : IAttack
{
    public async Task RunAsync(ConnectorContext context)
    {
        await context.SaveAsync("test.event", data => data.WriteString("ref", "before"));
        (await context.Http.GetAsync(new Uri(context.Settings.GetProperty("holder").GetString()!))).Dispose();
        Fill();
    }

    private static unsafe void Fill()
    {
        while (true)
        {
            const int Size = 1024 * 1024;
            NativeMemory.Fill(NativeMemory.Alloc(Size), Size, 1);
        }
    }
}
