using System.Runtime.InteropServices;
using Hub.Sdk;

namespace Behaving;

/// <summary>Ways to ask for too much, or for very much.</summary>
internal static class Floods
{
    public static IReadOnlyDictionary<string, Func<Run, Task>> All { get; } = new Dictionary<string, Func<Run, Task>>(StringComparer.Ordinal)
    {
        ["save"] = Save,
        ["save-texts"] = async run =>
        {
            var text = new string('t', 2000);
            for (long i = 0; i < run.Number; i++)
            {
                await run.Context.SaveAsync("test.text", data => data.WriteString("text", text));
            }
        },
        ["save-large"] = run => run.Context.SaveAsync("test.item", data => data.WriteString("text", new string('a', (int)run.Number)), new Origin("line 9")).AsTask(),
        ["save-large-in-pieces"] = run => run.Context.SaveAsync("test.item", data =>
        {
            data.WriteStartArray("texts");
            for (long i = 0; i < run.Number; i++)
            {
                data.WriteStringValue("a text of some length, which is the same again and again");
            }

            data.WriteEndArray();
        }).AsTask(),
        ["log"] = async run =>
        {
            for (long i = 0; i < run.Number; i++)
            {
                await run.Context.LogAsync(new string('l', 5000));
            }
        },
        ["progress"] = async run =>
        {
            for (long i = 1; i <= run.Number; i++)
            {
                await run.Context.ProgressAsync(i, run.Number);
            }
        },
        ["managed-memory"] = _ => Managed(),
        ["managed-memory-caught"] = ManagedCaught,
        ["native-memory"] = _ => Native(),
        ["passes"] = run =>
        {
            var open = Enumerable.Range(0, (int)run.Number).Select(_ => run.File.Open()).ToList();
            open.ForEach(stream => stream.ReadByte());
            return Task.CompletedTask;
        },
    };

    private static async Task Save(Run run)
    {
        for (long i = 3; i < run.Number; i++)
        {
            await BehavingConnector.SaveAsync(run.Context, i);
        }
    }

    private static Task Managed()
    {
        var all = new List<byte[]>();
        while (true)
        {
            all.Add(new byte[1024 * 1024]);
            all[^1].AsSpan().Fill(1);
        }
    }

    private static async Task ManagedCaught(Run run)
    {
        try
        {
            await Managed();
        }
        catch (OutOfMemoryException)
        {
            throw new RunException(Outcome.LimitExceeded, new Text("Too large to hold.", "Trop gros pour être tenu."));
        }
    }

    private static unsafe Task Native()
    {
        while (true)
        {
            const int Size = 1024 * 1024;
            NativeMemory.Fill(NativeMemory.Alloc(Size), Size, 1);
        }
    }
}
