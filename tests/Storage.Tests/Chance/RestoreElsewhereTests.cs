using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Storage.Azure;
using Hub.Storage.Azure.Vaults;
using Hub.Storage.Local;
using Hub.Testing;
using Xunit;

namespace Storage.Tests.Chance;

/// <summary>
/// Whatever happened to a vault: exported, and restored elsewhere, it is the same; restored into a vault with a life of its own, what stands there stands, what is missing comes,
/// and the dry run had said so. A failure gives its seed and the fewest happenings that still fail.
/// </summary>
public sealed class RestoreElsewhereTests : IDisposable
{
    private const int Length = 60;
    private const int MostTries = 150;

    private readonly TempFolder _folder = new();
    private readonly List<ProcessFolder> _processes = [];
    private int _made;

    [Theory]
    [InlineData(1, false, false)]
    [InlineData(2, false, false)]
    [InlineData(3, false, false)]
    [InlineData(4, false, true)]
    [InlineData(5, true, false)]
    public Task Any_life_of_a_vault_is_the_same_elsewhere(int seed, bool fromCloud, bool toCloud) => HoldsAsync(seed, fromCloud, toCloud);

    [Theory]
    [InlineData(false, false, 150)]
    [InlineData(false, true, 15)]
    [InlineData(true, false, 15)]
    [Trait("Category", "Long")]
    public async Task Many_lives_of_vaults_are_the_same_elsewhere(bool fromCloud, bool toCloud, int count)
    {
        for (var seed = 1000; seed < 1000 + count; seed++)
        {
            await HoldsAsync(seed, fromCloud, toCloud);
        }
    }

    [Fact]
    public async Task A_difference_is_seen_and_cut_down_to_what_makes_it()
    {
        var happenings = Happening.Of(7, Length);
        var deletes = happenings.Count(happening => happening.What == "delete");
        Assert.True(deletes > 1);
        var least = await FewestAsync(happenings, some => Task.FromResult(some.Count(happening => happening.What == "delete") >= 2 ? "two deletions" : null));
        Assert.Equal(2, least.Count);

        await using var store = await MakeAsync(false);
        await store.PutAsync(Make.AnEvent("e1", "2024-01-01"), Make.AnEvent("e2", "2024-01-01"));
        var before = await VaultView.OfAsync(store);
        await store.WriteAsync(Make.Withdraw(Make.IdOf("e2")));
        Assert.Contains("withdrawn", before.Difference(await VaultView.OfAsync(store)), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _processes.ForEach(process => process.Dispose());
        _folder.Dispose();
    }

    private async Task HoldsAsync(int seed, bool fromCloud, bool toCloud)
    {
        var happenings = Happening.Of(seed, Length);
        if (await TryAsync(happenings, seed, fromCloud, toCloud) is { } failure)
        {
            var fewest = await FewestAsync(happenings, some => TryAsync(some, seed, fromCloud, toCloud));
            Assert.Fail($"seed {seed}: {failure}\nStill with these {fewest.Count}: {string.Join(", ", fewest)}\n{await TryAsync(fewest, seed, fromCloud, toCloud)}");
        }
    }

    /// <summary>What went wrong, or null.</summary>
    private async Task<string?> TryAsync(IReadOnlyList<Happening> happenings, int seed, bool fromCloud, bool toCloud)
    {
        try
        {
            await using var source = await MakeAsync(fromCloud);
            await new VaultLife(source, "ada").PlayAsync(happenings);
            var (view, archive) = (await VaultView.OfAsync(source), await source.ExportAsync());
            await using (var empty = await MakeAsync(toCloud))
            {
                if (await ToNothingAsync(view, archive, empty) is { } difference)
                {
                    return difference;
                }
            }

            await using var full = await MakeAsync(toCloud);
            await new VaultLife(full, "bob").PlayAsync(Happening.Of(seed + 500_000, Math.Min(Length, happenings.Count)));
            return await ToDataAsync(view, archive, full);
        }
        catch (Exception thrown) when (thrown is not OperationCanceledException)
        {
            return thrown.ToString();
        }
    }

    private static async Task<string?> ToNothingAsync(VaultView source, byte[] archive, IVaultStore target)
    {
        var run = await target.RestoreAsync(archive);
        var after = await VaultView.OfAsync(target);
        var journal = after.Journal.Where(line => line.Contains(" imported:", StringComparison.Ordinal)).Select(Plain);
        return run.State != RunState.Succeeded ? $"the restore {run.State}: {run.Detail?.En} {run.Counts}"
            : source.Difference(after)
            ?? VaultView.Differ("journal", source.Journal.Select(Plain), journal)
            ?? VaultView.Differ("grants", [], (await target.ListDocumentsAsync("grant")).Select(grant => grant.Id))
            ?? VaultView.Differ("check", [], (await target.CheckAsync()).SelectMany(finding => finding.Evidence));
    }

    private static async Task<string?> ToDataAsync(VaultView source, byte[] archive, IVaultStore target)
    {
        var before = await VaultView.OfAsync(target);
        var foreseen = await target.RestoreAsync(archive, dryRun: true);
        if (before.Difference(await VaultView.OfAsync(target)) is { } written)
        {
            return "the dry run wrote " + written;
        }

        var run = await target.RestoreAsync(archive);
        var after = await VaultView.OfAsync(target);
        var again = await target.RestoreAsync(archive);
        var expected = source.Records.Where(record => !before.Records.ContainsKey(record.Key)).Concat(before.Records).Select(record => record.Key + " " + record.Value).Order(StringComparer.Ordinal);
        var conflicts = source.Records.Count(record => before.Records.TryGetValue(record.Key, out var here) && IsConflict(here, record.Value));
        return VaultView.Differ("merged records", expected, after.Records.Select(record => record.Key + " " + record.Value).Order(StringComparer.Ordinal))
            ?? VaultView.Differ("merged files", source.Files.Concat(before.Files).Select(HashOf).Distinct().Order(StringComparer.Ordinal), after.Files.Select(HashOf))
            ?? VaultView.Differ("what the dry run said", [$"{foreseen.Counts}", $"{foreseen.Restore! with { UnknownTypes = [] }}"], [$"{run.Counts}", $"{run.Restore! with { UnknownTypes = [] }}"])
            ?? VaultView.Differ("conflicts", [$"{conflicts}"], [$"{run.Restore!.Conflicts}"])
            ?? VaultView.Differ("again", ["0 0 0 0"], [$"{again.Counts.Created} {again.Restore!.NewFiles} {again.Restore.NewSources} {again.Restore.JournalLines}"])
            ?? VaultView.Differ("check", [], (await target.CheckAsync()).SelectMany(finding => finding.Evidence));
    }

    /// <summary>Told apart by the words of <see cref="VaultView"/>, not by the code that is tested.</summary>
    private static bool IsConflict(string here, string there)
    {
        var (mine, theirs) = (here.Split(' ')[0], there.Split(' ')[0]);
        return mine == "live" ? theirs != "live" || ContentOf(here) != ContentOf(there) : mine == "withdrawn" && theirs == "live";
    }

    private static string ContentOf(string record) => record[..record.IndexOf("{\"source\"", StringComparison.Ordinal)];

    private static string HashOf(string file) => file.Split(' ')[0];

    private static string Plain(string line) => line.Replace(" imported:", " ", StringComparison.Ordinal);

    /// <summary>Leaves out ever smaller pieces as long as it still fails.</summary>
    private static async Task<IReadOnlyList<Happening>> FewestAsync(IReadOnlyList<Happening> happenings, Func<IReadOnlyList<Happening>, Task<string?>> tryAsync)
    {
        var tries = 0;
        for (var size = happenings.Count / 2; size > 0; size /= 2)
        {
            for (var at = 0; at < happenings.Count && tries < MostTries;)
            {
                IReadOnlyList<Happening> fewer = [.. happenings.Take(at), .. happenings.Skip(at + size)];
                tries++;
                if (await tryAsync(fewer) is null)
                {
                    at += size;
                }
                else
                {
                    happenings = fewer;
                }
            }
        }

        return happenings;
    }

    private async Task<IVaultStore> MakeAsync(bool inCloud)
    {
        var name = $"v{++_made}";
        if (!inCloud)
        {
            return await new LocalVaultStores(Path.Combine(_folder.Path, name), TimeProvider.System).OpenAsync(name, create: true);
        }

        var account = StorageAccount.Parse((await Azurite.SharedAsync()).ConnectionString).Blobs;
        _processes.Add(ProcessFolder.Make(_folder.Path));
        return await new AzureVaultStores(account, _processes[^1], TimeProvider.System, $"t{Guid.NewGuid():n}"[..12] + "-").OpenAsync(name, create: true);
    }
}
