using System.Collections.Concurrent;
using Hub.Core.Vaults;
using Xunit;

namespace Storage.Tests.Cloud.Faults;

/// <summary>Everything fails now and then, on every kind of request, while two processes write and a third reads.</summary>
public sealed class BadDayTests : FaultyAccount
{
    private const int Batches = 30;
    private readonly Random _random = new(20);
    private readonly Lock _turn = new();

    [Fact]
    public async Task Two_writers_lose_nothing_write_nothing_twice_and_the_feed_only_rises()
    {
        await using (await Start().OpenAsync(Vault, create: true))
        {
            // Made before anything fails.
        }

        var rules = Fault.Kinds.Where(kind => kind != Fault.Of("503 with Retry-After")).Select(kind => Proxy.Play(kind, _ => Now(0.04), int.MaxValue)).ToList();
        var created = new ConcurrentBag<int>();
        var writing = Task.WhenAll(WriteAsync("one", created), WriteAsync("two", created));
        var served = new List<long>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var reader = await TriedAsync(async () => await Start().OpenAsync(Vault));
        while (!writing.IsCompleted)
        {
            await TriedAsync(async () =>
            {
                await reader.RefreshAsync(Stop);
                return true;
            });
            foreach (var change in await reader.ChangesAsync(served.Count == 0 ? 0 : served[^1], 50, _ => true))
            {
                Assert.True(served.Count == 0 || change.Sequence > served[^1]);
                served.Add(change.Sequence);
                seen.Add(change.Id.ToString()!);
            }
        }

        await writing;
        rules.ForEach(rule => rule.Dispose());
        Assert.True(rules.Sum(rule => rule.Hits) > 20, $"{rules.Sum(rule => rule.Hits)} faults were played");
        await reader.RefreshAsync(Stop);
        foreach (var change in await reader.ChangesAsync(served.Count == 0 ? 0 : served[^1], int.MaxValue, _ => true))
        {
            seen.Add(change.Id.ToString()!);
        }

        Assert.Equal(2 * Batches * 20, seen.Count);
        await reader.DisposeAsync();
        await AssertSoundAsync(from writer in new[] { "one", "two" } from batch in Enumerable.Range(0, Batches) from name in Names($"{writer}{batch}") select name);
    }

    private async Task WriteAsync(string writer, ConcurrentBag<int> created)
    {
        // Opened anew now and then, as after a kill.
        for (var batch = 0; batch < Batches;)
        {
            await using var store = await TriedAsync(async () => await Start().OpenAsync(Vault));
            for (var more = 0; more < 10 && batch < Batches; more++, batch++)
            {
                var counts = await TriedAsync(async () => await store.PutAsync(Records($"{writer}{batch}")));
                Assert.Equal(20, counts.Created + counts.Unchanged);
                created.Add(counts.Created);
            }
        }
    }

    /// <summary>As the hub does with what it could not finish: it does it again. Anything but a typed error ends the test.</summary>
    private static async Task<T> TriedAsync<T>(Func<Task<T>> work)
    {
        for (; ; )
        {
            try
            {
                return await work();
            }
            catch (Exception failed) when (IsTyped(failed) && failed is not VaultGoneException)
            {
                Stop.ThrowIfCancellationRequested();
            }
        }
    }

    private bool Now(double chance)
    {
        lock (_turn)
        {
            return _random.NextDouble() < chance;
        }
    }
}
