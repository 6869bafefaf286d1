namespace Hub.Testing.Wire.Storage;

/// <summary>The kinds of requests that a storage account knows, from their verb and query.</summary>
internal static class StorageOperation
{
    public static string Of(StorageCall call) => call.Service switch
    {
        StorageService.Blob => OfBlob(call),
        StorageService.Queue => OfQueue(call),
        _ => OfTable(call),
    };

    private static string OfBlob(StorageCall call)
    {
        var isContainer = call.Query.GetValueOrDefault("restype") == "container";
        return (isContainer, call.Method, call.Comp) switch
        {
            (true, "GET", "list") => "List Blobs",
            (true, "PUT", "lease") => "Lease Container",
            (true, "PUT", null) => "Create Container",
            (true, "DELETE", _) => "Delete Container",
            (true, "GET" or "HEAD", null) => "Get Container Properties",
            (false, "GET", "list") => "List Containers",
            (false, "PUT", "appendblock") => "Append Block",
            (false, "PUT", "block") => "Put Block",
            (false, "PUT", "blocklist") => "Put Block List",
            (false, "PUT", "lease") => "Lease Blob",
            (false, "PUT", "metadata") => "Set Blob Metadata",
            (false, "PUT", "properties") => "Set Blob Properties",
            (false, "PUT", "tier") => "Set Blob Tier",
            (false, "PUT", "seal") => "Append Blob Seal",
            (false, "PUT", null) => call.Headers.ContainsKey("x-ms-copy-source") ? "Copy Blob" : "Put Blob",
            (false, "GET", "blocklist") => "Get Block List",
            (false, "GET", null) => "Get Blob",
            (false, "HEAD", _) => "Get Blob Properties",
            (false, "DELETE", _) => "Delete Blob",
            _ => Other(call),
        };
    }

    private static string OfQueue(StorageCall call)
    {
        var isMessages = call.Path.Contains("/messages", StringComparison.Ordinal);
        return (isMessages, call.Method, call.Comp) switch
        {
            (true, "POST", _) => "Put Message",
            (true, "GET", _) => call.Query.GetValueOrDefault("peekonly") == "true" ? "Peek Messages" : "Get Messages",
            (true, "PUT", _) => "Update Message",
            (true, "DELETE", _) => call.Path.EndsWith("/messages", StringComparison.Ordinal) ? "Clear Messages" : "Delete Message",
            (false, "PUT", null) => "Create Queue",
            (false, "DELETE", _) => "Delete Queue",
            (false, "GET", "list") => "List Queues",
            (false, "GET" or "HEAD", "metadata") => "Get Queue Metadata",
            _ => Other(call),
        };
    }

    private static string OfTable(StorageCall call) => (call.Path, call.Method) switch
    {
        ("$batch", _) => "Entity Group Transaction",
        ("Tables", "POST") => "Create Table",
        ("Tables", "GET") => "Query Tables",
        (_, "DELETE") when call.Path.StartsWith("Tables(", StringComparison.Ordinal) => "Delete Table",
        (_, "GET") when call.Path.Contains("PartitionKey=", StringComparison.Ordinal) => "Get Entity",
        (_, "GET") => "Query Entities",
        (_, "POST") when call.Headers.GetValueOrDefault("X-HTTP-Method") is { } method => method == "MERGE" ? "Merge Entity" : Other(call),
        (_, "POST") => "Insert Entity",
        (_, "PUT") => "Update Entity",
        (_, "MERGE" or "PATCH") => "Merge Entity",
        (_, "DELETE") => "Delete Entity",
        _ => Other(call),
    };

    private static string Other(StorageCall call) => $"{call.Method} {call.Comp}".TrimEnd();
}
