using System.Globalization;
using System.Security.Cryptography;
using Hub.Sdk;

namespace Behaving;

/// <summary>Proper and improper uses of the context.</summary>
internal static class Calls
{
    public static IReadOnlyDictionary<string, Func<Run, Task>> All { get; } = new Dictionary<string, Func<Run, Task>>(StringComparer.Ordinal)
    {
        ["nothing"] = _ => Task.CompletedTask,
        ["two-passes"] = TwoPasses,
        ["ask"] = Ask,
        ["swallow-the-question"] = async run =>
        {
            try
            {
                await Ask(run);
            }
            catch (RunException)
            {
                await BehavingConnector.SaveAsync(run.Context, 3);
            }
        },
        ["tell"] = Tell,
        ["record-that-fails"] = async run =>
        {
            try
            {
                await run.Context.SaveAsync("test.item", data =>
                {
                    data.WriteString("begun", "MARKER");
                    throw new FormatException();
                });
            }
            catch (FormatException)
            {
                await BehavingConnector.SaveAsync(run.Context, 3);
            }
        },
        ["record-left-open"] = run => run.Context.SaveAsync("test.item", data => data.WriteStartArray("open")).AsTask(),
        ["record-in-a-record"] = run => run.Context.SaveAsync("test.item", _ => BehavingConnector.SaveAsync(run.Context, 4).AsTask().GetAwaiter().GetResult()).AsTask(),
        ["save-from-threads"] = run => Parallel.ForAsync(0, run.Number, async (i, _) =>
            await run.Context.SaveAsync(i % 2 == 0 ? "test.even" : "test.odd", data => data.WriteNumber("n", i))),
        ["save-too-late"] = run =>
        {
            _ = Task.Run(async () =>
            {
                while (true)
                {
                    await BehavingConnector.SaveAsync(run.Context, 99);
                }
            });
            return Task.CompletedTask;
        },
        ["awkward-text"] = run => run.Context.SaveAsync(
            "test.item", data => data.WriteString("text", "é\u00a0<\"\\\u0000\ud83d\ude00"), new Origin("/a/é", "Zoé")).AsTask(),
    };

    private static async Task TwoPasses(Run run)
    {
        for (var pass = 0; pass < 2; pass++)
        {
            await using var stream = run.File.Open();
            var hash = Convert.ToHexString(await SHA256.HashDataAsync(stream));
            await run.Context.LogAsync(hash);
        }
    }

    private static async Task Ask(Run run)
    {
        var answer = await run.Context.AskAsync("account", new Text("Which account?", "Quel compte ?"));
        await run.Context.SaveAsync("test.answer", data => data.WriteString("answer", answer));
    }

    private static async Task Tell(Run run)
    {
        var context = run.Context;
        await context.SetCursorAsync("after " + context.Cursor);
        await context.RejectAsync("test.item", new Text("No date.", "Pas de date."), new Origin("line 7", "child"));
        await context.SaveAsync("test.told", data =>
        {
            data.WriteString("name", run.File.Name);
            data.WriteNumber("length", run.File.Length);
            data.WriteString("setting", context.Settings.GetProperty("colour").GetString());
            data.WriteString("now", context.Clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            data.WriteNumber("offset", context.Zone.GetUtcOffset(new DateTime(2026, 7, 1)).TotalMinutes);
        });
    }
}
