using System.Diagnostics;

namespace Hub.Testing;

/// <summary>A storage account to test against: blobs, queues and tables in the memory of one process, which ends with this one, however it ends.</summary>
public sealed class Azurite : IAsyncDisposable
{
    public const string Account = "devstoreaccount1";

    /// <summary>Not a secret: the same for every Azurite, and in its documentation.</summary>
    public const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>Accounts beside the well-known one, for tests that need all of one.</summary>
    private const int Accounts = 100;

    private static readonly Lazy<Task<Azurite>> One = new(StartAsync);

    private readonly Process _process;
    private int _given;

    private Azurite(Process process, string blob, string queue, string table)
    {
        _process = process;
        (Blob, Queue, Table) = (new Uri(blob), new Uri(queue), new Uri(table));
    }

    public Uri Blob { get; }

    public Uri Queue { get; }

    public Uri Table { get; }

    public string ConnectionString => Connect(Blob, Queue, Table);

    /// <summary>The one that all tests of an assembly share; each makes containers and tables of its own.</summary>
    public static Task<Azurite> SharedAsync() => One.Value;

    /// <summary>The connection string of an account that nobody uses yet.</summary>
    public string NewAccount() => Interlocked.Increment(ref _given) is var number and <= Accounts
        ? Connect(NameOf(number), Blob, Queue, Table)
        : throw new InvalidOperationException($"All {Accounts} accounts of this Azurite were given.");

    /// <summary>As a connection string says where the services are: a proxy before them, for instance.</summary>
    public static string Connect(Uri blob, Uri queue, Uri table) => Connect(Account, blob, queue, table);

    public static async Task<Azurite> StartAsync()
    {
        var folder = Path.Combine(Samples.Repository, "tests", "Azurite");
        if (!File.Exists(Path.Combine(folder, "node_modules", "azurite", "package.json")))
        {
            throw new InvalidOperationException("Azurite is not installed. ./test.sh installs it; so does \"npm ci\" in tests/Azurite.");
        }

        string[] arguments = ["--blobPort", "0", "--queuePort", "0", "--tablePort", "0", "--inMemoryPersistence", "--skipApiVersionCheck", "--silent", "--disableTelemetry"];
        var start = new ProcessStartInfo("node", [Path.Combine(folder, "serve.cjs"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["AZURITE_ACCOUNTS"] = string.Join(';', Enumerable.Range(1, Accounts).Select(NameOf).Prepend(Account).Select(name => $"{name}:{Key}"));
        var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        while (found.Count < 3)
        {
            if (await process.StandardOutput.ReadLineAsync() is not { } line)
            {
                throw new InvalidOperationException("Azurite did not start: " + await errors);
            }

            if (line.Split(" service is successfully listening at ") is [var service, var address])
            {
                found[service] = address;
            }
        }

        // Whatever else it says must not fill the pipe.
        _ = process.StandardOutput.ReadToEndAsync();
        return new Azurite(process, found["Azurite Blob"], found["Azurite Queue"], found["Azurite Table"]);
    }

    /// <summary>What the system does when the process that started it is killed: its pipe closes.</summary>
    public async Task AbandonAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string Connect(string account, Uri blob, Uri queue, Uri table)
    {
        string Of(Uri service) => new Uri(service, account).ToString();
        return $"AccountName={account};AccountKey={Key};BlobEndpoint={Of(blob)};QueueEndpoint={Of(queue)};TableEndpoint={Of(table)}";
    }

    private static string NameOf(int number) => $"account{number}";
}
