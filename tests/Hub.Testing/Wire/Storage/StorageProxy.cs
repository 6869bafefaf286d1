using System.Collections.Concurrent;

namespace Hub.Testing.Wire.Storage;

/// <summary>Stands before the three services of a storage account: counts what they are asked, and plays the faults that it is told to.</summary>
public sealed class StorageProxy : IAsyncDisposable
{
    private readonly ConcurrentQueue<StorageCall> _calls = new();
    private readonly List<FaultRule> _rules = [];
    private readonly Lock _turn = new();
    private readonly IReadOnlyList<ProxyPort> _ports;
    private IReadOnlyDictionary<string, string> _connection = new Dictionary<string, string>(StringComparer.Ordinal);

    public StorageProxy(Uri blob, Uri queue, Uri table) =>
        _ports = [new ProxyPort(this, StorageService.Blob, blob), new ProxyPort(this, StorageService.Queue, queue), new ProxyPort(this, StorageService.Table, table)];

    /// <summary>Before the account that a connection string names, which must be on this machine.</summary>
    public static StorageProxy Before(string connection)
    {
        var parts = connection.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        return new StorageProxy(new Uri(parts["BlobEndpoint"]), new Uri(parts["QueueEndpoint"]), new Uri(parts["TableEndpoint"]))
        {
            _connection = parts,
        };
    }

    /// <summary>How the account is named through the proxy.</summary>
    public string ConnectionString => string.Join(';', _connection.Select(part => $"{part.Key}={(part.Key switch { "BlobEndpoint" => Through(part.Value, Blob), "QueueEndpoint" => Through(part.Value, Queue), "TableEndpoint" => Through(part.Value, Table), _ => part.Value })}"));

    public Uri Blob => _ports[0].Address;

    public Uri Queue => _ports[1].Address;

    public Uri Table => _ports[2].Address;

    /// <summary>How far the account's clock is from this machine's: in the dates of its replies, and when it looks how old a request is.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>All that was asked since the proxy was made, in the order in which it was answered.</summary>
    public IReadOnlyList<StorageCall> Calls => [.. _calls];

    public int Count => _calls.Count;

    /// <summary>What the work asked for.</summary>
    public async Task<IReadOnlyList<StorageCall>> DuringAsync(Func<Task> work)
    {
        var before = Count;
        await work();
        return [.. _calls.Skip(before)];
    }

    /// <summary>So many of each kind, those of most first: what a failing test shows.</summary>
    public static string Tally(IEnumerable<StorageCall> calls) =>
        string.Join(Environment.NewLine, calls.GroupBy(call => $"{call.Service} {call.Operation}").OrderByDescending(group => group.Count()).Select(group => $"{group.Count(),6} {group.Key}"));

    /// <summary>Plays a fault on the requests that match, after it let some of them pass.</summary>
    public FaultRule Play(StorageFault fault, Func<StorageCall, bool> match, int times = 1, int skip = 0)
    {
        var rule = new FaultRule(fault, match, skip, times);
        lock (_turn)
        {
            _rules.Add(rule);
        }

        return rule;
    }

    /// <summary>Refuses all that matches until the rule is disposed.</summary>
    public FaultRule Throttle(Func<StorageCall, bool>? match = null, int? retryAfter = null) => Play(StorageFault.Busy(retryAfter), match ?? (_ => true), int.MaxValue);

    public async ValueTask DisposeAsync()
    {
        lock (_turn)
        {
            _rules.ForEach(rule => rule.Dispose());
        }

        foreach (var port in _ports)
        {
            await port.DisposeAsync();
        }
    }

    internal FaultRule? RuleFor(StorageCall call)
    {
        lock (_turn)
        {
            return _rules.Find(rule => rule.Takes(call));
        }
    }

    private static string Through(string endpoint, Uri proxy) => new Uri(proxy, new Uri(endpoint).AbsolutePath).ToString();

    internal void Note(StorageCall call) => _calls.Enqueue(call);
}
