using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Hub.Storage.Azure.Tables;

/// <summary>
/// One table of a storage account. With the other files of this folder the only one that knows the protocol (learn.microsoft.com/rest/api/storageservices/table-service-rest-api),
/// in the place of Azure.Data.Tables, which the registry lacks. Every call is one request; what may well happen is an outcome, what should not an exception.
/// </summary>
public sealed class TableClient(HttpPipeline pipeline, Uri service, string name)
{
    // The first that takes an identity's token.
    private const string Version = "2020-12-06";

    private readonly string _service = service.AbsoluteUri.TrimEnd('/');

    public string Name => Named(name);

    private Uri Table => new($"{_service}/{Name}");

    /// <summary>False when it was there already.</summary>
    public async Task<bool> CreateTableAsync(CancellationToken cancellationToken = default)
    {
        using var message = Request(RequestMethod.Post, new Uri($"{_service}/Tables"), cancellationToken, JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>(StringComparer.Ordinal) { ["TableName"] = Name }));
        return (await SendAsync(message, cancellationToken)).Outcome == TableOutcome.Done;
    }

    /// <summary>False when it was not there.</summary>
    public async Task<bool> DeleteTableAsync(CancellationToken cancellationToken = default)
    {
        using var message = Request(RequestMethod.Delete, new Uri($"{_service}/Tables('{Name}')"), cancellationToken);
        return (await SendAsync(message, cancellationToken)).Outcome == TableOutcome.Done;
    }

    public async Task<TableReply> InsertAsync(TableEntity row, CancellationToken cancellationToken = default)
    {
        using var message = Request(RequestMethod.Post, Table, cancellationToken, TableJson.Write(row));
        return await SendAsync(message, cancellationToken);
    }

    /// <summary>Whether there is such a row or not.</summary>
    public async Task<TableReply> UpsertAsync(TableEntity row, CancellationToken cancellationToken = default)
    {
        using var message = Request(RequestMethod.Put, Place(row.PartitionKey, row.RowKey), cancellationToken, TableJson.Write(row));
        return await SendAsync(message, cancellationToken);
    }

    public async Task<TableReply> ReplaceAsync(TableEntity row, string etag = "*", CancellationToken cancellationToken = default)
    {
        using var message = Request(RequestMethod.Put, Place(row.PartitionKey, row.RowKey), cancellationToken, TableJson.Write(row), etag);
        return await SendAsync(message, cancellationToken);
    }

    public async Task<TableReply> DeleteAsync(string partitionKey, string rowKey, string etag = "*", CancellationToken cancellationToken = default)
    {
        using var message = Request(RequestMethod.Delete, Place(partitionKey, rowKey), cancellationToken, etag: etag);
        return await SendAsync(message, cancellationToken);
    }

    /// <summary>Null where there is no such row, or no table.</summary>
    public async Task<TableEntity?> FindAsync(string partitionKey, string rowKey, CancellationToken cancellationToken = default)
    {
        using var message = Request(RequestMethod.Get, Place(partitionKey, rowKey), cancellationToken);
        if ((await SendAsync(message, cancellationToken)).Outcome != TableOutcome.Done)
        {
            return null;
        }

        using var json = JsonDocument.Parse(message.Response.Content.ToMemory());
        return TableJson.Read(json.RootElement, message.Response.Headers.ETag?.ToString("H"));
    }

    /// <summary>At most a thousand rows, and fewer where the service wants so; empty where there is no table.</summary>
    public async Task<TablePage> QueryAsync(TableFilter? filter, int? most = null, TablePlace? from = null, CancellationToken cancellationToken = default)
    {
        var query = new StringBuilder();
        void Option(string option, string? value) => query.Append(value is null ? "" : $"{(query.Length == 0 ? '?' : '&')}{option}={Uri.EscapeDataString(value)}");
        Option("$filter", filter?.Text);
        Option("$top", most?.ToString(CultureInfo.InvariantCulture));
        Option("NextPartitionKey", from?.PartitionKey);
        Option("NextRowKey", from?.RowKey);

        using var message = Request(RequestMethod.Get, new Uri($"{_service}/{Name}(){query}"), cancellationToken);
        if ((await SendAsync(message, cancellationToken)).Outcome != TableOutcome.Done)
        {
            return new TablePage([], null);
        }

        using var json = JsonDocument.Parse(message.Response.Content.ToMemory());
        var rows = json.RootElement.GetProperty("value"u8).EnumerateArray().Select(row => TableJson.Read(row)).ToList();
        return new TablePage(rows, message.Response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partition) && partition is not null
            ? new TablePlace(partition, message.Response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out var row) ? row : null)
            : null);
    }

    /// <summary>All of it or nothing. One request.</summary>
    public async Task<TableBatchResult> SubmitAsync(TableBatch batch, CancellationToken cancellationToken = default)
    {
        using var message = Request(RequestMethod.Post, new Uri($"{_service}/$batch"), cancellationToken, batch.Write(Table, Place), contentType: $"multipart/mixed; boundary={batch.Boundary}");
        var reply = await SendAsync(message, cancellationToken);
        return reply.Outcome == TableOutcome.Done ? TableBatchReply.Read(message.Response) : new TableBatchResult(reply.Outcome);
    }

    private Uri Place(string partitionKey, string rowKey) =>
        new($"{_service}/{Name}(PartitionKey={Uri.EscapeDataString(TableFilter.Quote(partitionKey))},RowKey={Uri.EscapeDataString(TableFilter.Quote(rowKey))})");

    private HttpMessage Request(RequestMethod method, Uri place, CancellationToken cancellationToken, ReadOnlyMemory<byte> body = default, string? etag = null, string contentType = "application/json")
    {
        var message = pipeline.CreateMessage(new RequestContext { CancellationToken = cancellationToken });
        message.Request.Method = method;
        message.Request.Uri.Reset(place);
        message.Request.Headers.SetValue("x-ms-version", Version);
        message.Request.Headers.SetValue("DataServiceVersion", "3.0;");
        message.Request.Headers.SetValue("Accept", "application/json;odata=minimalmetadata");
        if (etag is not null)
        {
            message.Request.Headers.SetValue("If-Match", etag);
        }

        if (!body.IsEmpty)
        {
            message.Request.Headers.SetValue("Content-Type", contentType);
            message.Request.Headers.SetValue("Prefer", "return-no-content");
            message.Request.Content = RequestContent.Create(body);
        }

        return message;
    }

    private async Task<TableReply> SendAsync(HttpMessage message, CancellationToken cancellationToken)
    {
        await pipeline.SendAsync(message, cancellationToken);
        var response = message.Response;
        return new TableReply(TableErrors.Outcome(response.Status, response.Status < 300 ? null : TableErrors.Code(response)), response.Headers.ETag?.ToString("H"), message.ProcessingContext.RetryNumber > 0);
    }

    private static string Named(string name) =>
        name.Length is >= 3 and <= 63 && char.IsAsciiLetter(name[0]) && name.All(char.IsAsciiLetterOrDigit) ? name : throw new ArgumentException("A table's name is 3 to 63 letters and digits, a letter first.", nameof(name));
}
