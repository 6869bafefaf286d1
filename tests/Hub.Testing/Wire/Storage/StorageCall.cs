namespace Hub.Testing.Wire.Storage;

public enum StorageService
{
    Blob,
    Queue,
    Table,
}

/// <summary>One request that a storage account was sent, and what came of it.</summary>
/// <param name="Path">Within the account, without its name: <c>hub/uploads/1</c>.</param>
public sealed record StorageCall(StorageService Service, string Method, string Path, IReadOnlyDictionary<string, string> Query, IReadOnlyDictionary<string, string> Headers, long BodyLength)
{
    /// <summary>What was answered; 0 where nobody heard an answer.</summary>
    public int Status { get; init; }

    /// <summary>Whether the account itself got the request.</summary>
    public bool Reached { get; init; }

    /// <summary>What kind of request it is, as the price list and the documentation call it.</summary>
    public string Operation => StorageOperation.Of(this);

    public string Container => Path.Split('/')[0];

    public string? Comp => Query.GetValueOrDefault("comp");

    public override string ToString() => $"{Service} {Operation}: {Method} {Path} {string.Join('&', Query.Select(pair => $"{pair.Key}={pair.Value}"))} {Status}";
}
