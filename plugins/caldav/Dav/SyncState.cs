using System.Text.Json;

namespace Hub.Plugins.Caldav.Dav;

/// <summary>The sync token of each collection, as the source's cursor keeps them.</summary>
internal sealed class SyncState
{
    private readonly SortedDictionary<string, string> _tokens;

    private SyncState(SortedDictionary<string, string> tokens) => _tokens = tokens;

    /// <summary>Reads a cursor; one that another version wrote is as none.</summary>
    public static SyncState Read(string? cursor)
    {
        var tokens = new SortedDictionary<string, string>(StringComparer.Ordinal);
        try
        {
            if (cursor is not null && JsonElement.Parse(cursor) is { ValueKind: JsonValueKind.Object } read)
            {
                foreach (var token in read.EnumerateObject().Where(token => token.Value.ValueKind == JsonValueKind.String))
                {
                    tokens[token.Name] = token.Value.GetString()!;
                }
            }
        }
        catch (JsonException)
        {
            // Then everything is read again, which changes nothing that is already there.
        }

        return new SyncState(tokens);
    }

    /// <summary>A copy: it may be changed meanwhile.</summary>
    public IReadOnlyList<string> Collections => [.. _tokens.Keys];

    public string? Find(string collection) => _tokens.GetValueOrDefault(collection);

    public void Set(string collection, string token) => _tokens[collection] = token;

    public void Forget(string collection) => _tokens.Remove(collection);

    public override string ToString() => JsonSerializer.Serialize(_tokens);
}
