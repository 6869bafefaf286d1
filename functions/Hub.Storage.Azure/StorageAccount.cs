using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Hub.Storage.Azure.Tables;

namespace Hub.Storage.Azure;

/// <summary>A storage account: its blobs, queues and tables, all with the same credential, the same patience and the same words when it is out of reach.</summary>
public sealed class StorageAccount
{
    private readonly StorageAddress _address;
    private readonly TokenCredential? _identity;
    private readonly StorageAccountOptions _options;
    private readonly Lazy<BlobServiceClient> _blobs;
    private readonly Lazy<QueueServiceClient> _queues;
    private readonly Lazy<HttpPipeline> _tables;

    private StorageAccount(StorageAddress address, StorageAccountOptions options)
    {
        _address = address;
        _identity = address.Key is null && address.Sas is null ? options.Identity ?? OwnIdentity() : null;
        _options = options;
        _blobs = new(NewBlobs);
        _queues = new(NewQueues);
        _tables = new(NewTables);
    }

    public string Name => _address.Name;

    public BlobServiceClient Blobs => _blobs.Value;

    /// <summary>Messages are as they are written; host.json tells the host of function apps so.</summary>
    public QueueServiceClient Queues => _queues.Value;

    /// <summary>Reads what <c>--storage</c> says.</summary>
    /// <exception cref="FormatException">With a sentence that says what to write.</exception>
    public static StorageAccount Parse(string text, StorageAccountOptions? options = null) => new(StorageAddress.Parse(text), options ?? new());

    public TableClient Table(string name) => new(_tables.Value, _address.Table, name);

    public override string ToString() => _address.Blob.GetLeftPart(UriPartial.Path);

    private BlobServiceClient NewBlobs()
    {
        var options = Prepare(new BlobClientOptions());
        return _address.Key is { } key ? new(_address.Blob, new StorageSharedKeyCredential(Name, key), options)
            : _address.Sas is { } sas ? new(_address.Blob, new AzureSasCredential(sas), options)
            : new(_address.Blob, _identity, options);
    }

    private QueueServiceClient NewQueues()
    {
        var options = Prepare(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None });
        return _address.Key is { } key ? new(_address.Queue, new StorageSharedKeyCredential(Name, key), options)
            : _address.Sas is { } sas ? new(_address.Queue, new AzureSasCredential(sas), options)
            : new(_address.Queue, _identity, options);
    }

    private HttpPipeline NewTables()
    {
        HttpPipelinePolicy credential = _address.Key is { } key ? new SharedKeyLitePolicy(Name, key)
            : _address.Sas is { } sas ? new SasPolicy(sas)
            : new BearerTokenAuthenticationPolicy(_identity!, "https://storage.azure.com/.default");
        return HttpPipelineBuilder.Build(Prepare(new TableOptions()), [], [credential], new ResponseClassifier());
    }

    /// <summary>A minute of throttling is sat out. Nobody is told what machine this is.</summary>
    private T Prepare<T>(T options)
        where T : ClientOptions
    {
        options.RetryPolicy = new BoundedRetries(_options);
        options.Retry.NetworkTimeout = _options.AnswersWithin;
        options.Diagnostics.IsTelemetryEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        options.AddPolicy(new OutagePolicy(Name, _address.Sas is { } sas ? Expiry(sas) : null, _identity is not null), HttpPipelinePosition.PerCall);
        if (_options.Transport is { } transport)
        {
            options.Transport = transport;
        }

        return options;
    }

    private static DateTimeOffset? Expiry(string sas) =>
        sas.Split('&').FirstOrDefault(part => part.StartsWith("se=", StringComparison.Ordinal)) is { } end
        && DateTimeOffset.TryParse(Uri.UnescapeDataString(end[3..]), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expires) ? expires : null;

    /// <summary>In the cloud the platform says where its identities are asked for; elsewhere it is the developer's own.</summary>
    private static TokenCredential OwnIdentity() => Environment.GetEnvironmentVariable("IDENTITY_ENDPOINT") is null
        ? new DefaultAzureCredential()
        : new ManagedIdentityCredential(Environment.GetEnvironmentVariable("AZURE_CLIENT_ID") is { Length: > 0 } client ? ManagedIdentityId.FromUserAssignedClientId(client) : ManagedIdentityId.SystemAssigned);

    private sealed class TableOptions : ClientOptions;
}

/// <summary>What tests change: what lies between the hub and the account, who the hub is, how patient it is.</summary>
public sealed record StorageAccountOptions
{
    public HttpPipelineTransport? Transport { get; init; }

    /// <summary>In the place of the machine's own identity, where the account is named without a key.</summary>
    public TokenCredential? Identity { get; init; }

    /// <summary>Before the second try; each further wait is twice as long.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(0.4);

    public int Retries { get; init; } = 8;

    /// <summary>An account that has not answered so long after a request was begun is asked again. Eight megabytes go up in that time on a line of 0.7 Mbit/s.</summary>
    public TimeSpan AnswersWithin { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>No try begins later than this after the first. The host of a function app gives a reply up after 230 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(100);
}
