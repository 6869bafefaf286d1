using System.Globalization;
using System.Text;

namespace Hub.Storage.Azure.Tables;

/// <summary>Up to a hundred writes to rows of one partition that happen together or not at all.</summary>
public sealed class TableBatch
{
    public const int Most = 100;

    private readonly List<(string Method, TableEntity Row, string? ETag)> _steps = [];

    public int Count => _steps.Count;

    public TableBatch Insert(TableEntity row) => Add("POST", row, null);

    /// <summary>Whether there is such a row or not.</summary>
    public TableBatch Upsert(TableEntity row) => Add("PUT", row, null);

    public TableBatch Replace(TableEntity row, string etag = "*") => Add("PUT", row, etag);

    public TableBatch Delete(string partitionKey, string rowKey, string etag = "*") => Add("DELETE", new TableEntity(partitionKey, rowKey), etag);

    internal string Boundary { get; } = "batch_" + Guid.NewGuid().ToString("n");

    internal byte[] Write(Uri table, Func<string, string, Uri> place)
    {
        var changes = "changeset_" + Guid.NewGuid().ToString("n");
        using var body = new MemoryStream();
        void Line(string text = "") => body.Write(Encoding.UTF8.GetBytes(text + "\r\n"));
        Line($"--{Boundary}");
        Line($"Content-Type: multipart/mixed; boundary={changes}");
        Line();
        for (var number = 0; number < _steps.Count; number++)
        {
            var (method, row, etag) = _steps[number];
            Line($"--{changes}");
            Line("Content-Type: application/http");
            Line("Content-Transfer-Encoding: binary");
            Line();
            Line($"{method} {(method == "POST" ? table : place(row.PartitionKey, row.RowKey)).AbsoluteUri} HTTP/1.1");
            Line($"Content-ID: {number.ToString(CultureInfo.InvariantCulture)}");
            Line("Accept: application/json;odata=minimalmetadata");
            Line("DataServiceVersion: 3.0;");
            Line("Prefer: return-no-content");
            if (etag is not null)
            {
                Line($"If-Match: {etag}");
            }

            if (method == "DELETE")
            {
                Line();
                continue;
            }

            var json = TableJson.Write(row);
            Line("Content-Type: application/json");
            Line($"Content-Length: {json.Length.ToString(CultureInfo.InvariantCulture)}");
            Line();
            body.Write(json.Span);
            Line();
        }

        Line($"--{changes}--");
        Line($"--{Boundary}--");
        return body.ToArray();
    }

    private TableBatch Add(string method, TableEntity row, string? etag)
    {
        if (_steps.Count == Most || (_steps.Count > 0 && _steps[0].Row.PartitionKey != row.PartitionKey))
        {
            throw new InvalidOperationException($"A batch is at most {Most} rows of one partition.");
        }

        _steps.Add((method, row, etag));
        return this;
    }
}

/// <summary>How a batch ended; where it failed nothing was written, and <paramref name="Step"/> says which of its writes was the reason, where the service said so.</summary>
public readonly record struct TableBatchResult(TableOutcome Outcome, int? Step = null);
