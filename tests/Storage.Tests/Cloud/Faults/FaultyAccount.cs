using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Storage.Azure;
using Hub.Storage.Azure.Vaults;
using Hub.Testing.Wire.Storage;
using Xunit;

namespace Storage.Tests.Cloud.Faults;

/// <summary>A storage account on which faults are played, and what must hold after each.</summary>
public abstract class FaultyAccount : IAsyncLifetime
{
    protected const string Vault = "ada";
    private readonly TempFolder _folder = new();
    protected string Prefix { get; } = $"f{Guid.NewGuid():n}"[..13] + "-";
    private readonly List<ProcessFolder> _processes = [];

    protected StorageProxy Proxy { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync() => Proxy = await Proxied.AccountAsync();

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Proxy.DisposeAsync();
        _processes.ForEach(process => process.Dispose());
        _folder.Dispose();
    }

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Another process of the hub. Its patience is a test's: three tries within a moment.</summary>
    protected AzureVaultStores Start(int retries = 2, TimeProvider? clock = null)
    {
        _processes.Add(ProcessFolder.Make(_folder.Path));
        return new AzureVaultStores(Account(retries).Blobs, _processes[^1], clock ?? TimeProvider.System, Prefix);
    }

    protected StorageAccount Account(int retries = 2) =>
        StorageAccount.Parse(Proxy.ConnectionString, new StorageAccountOptions { Retries = retries, FirstWait = TimeSpan.FromMilliseconds(1), AnswersWithin = TimeSpan.FromSeconds(1) });

    /// <summary>Whatever a caller may be told when the account fails: that what it asked for is not known to be done.</summary>
    protected static bool IsTyped(Exception failed) => failed is VaultException or StorageFullException;

    /// <summary>As a process sees it that has never seen it: every record once, every number of the feed higher than the last, and nothing that a check finds.</summary>
    protected async Task AssertSoundAsync(params IEnumerable<string> names)
    {
        await using var fresh = await Start().OpenAsync(Vault);
        Assert.Equal(names.Order(StringComparer.Ordinal), (await fresh.NamesAsync(new RecordQuery(Make.Event))).Order(StringComparer.Ordinal));
        var changes = await fresh.ChangesAsync(0, int.MaxValue, _ => true);
        Assert.Equal(changes.Select(change => change.Sequence).Distinct().Order(), changes.Select(change => change.Sequence));
        Assert.Equal(changes.Count, changes.Select(change => change.Id).Distinct().Count());
        Assert.Equal(changes[^1].Sequence, await fresh.SequenceAsync());
        Assert.Empty(await fresh.CheckAsync(null, Stop));
    }

    protected static IReadOnlyList<string> Names(string batch, int count = 20) => [.. Enumerable.Range(0, count).Select(number => $"{batch}-{number:D3}")];

    protected static IEnumerable<PreparedRecord> Records(string batch, int count = 20) => Names(batch, count).Select(name => Make.AnEvent(name, "2024-01-01"));
}
