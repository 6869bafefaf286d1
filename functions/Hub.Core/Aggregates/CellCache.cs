using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Core.Vaults;

namespace Hub.Core.Aggregates;

/// <summary>Keeps counted tables: the latest in memory, and each that cost something in its vault, so that a restart does not count again.</summary>
public sealed class CellCache
{
    private const string Kind = "aggregate";
    private const int MostTables = 256;
    private const int MostCells = 50_000;

    private readonly Lock _turn = new();
    private readonly Dictionary<(string Vault, string Key), (CellTable Table, long Use)> _tables = [];
    private long _use;

    internal static string KeyOf(AggregateRequest request, BucketSize size)
    {
        var text = string.Join('\n', "1", request.Type.Name, request.Type.Version, request.Value, size, request.Group, request.Zone.Id, string.Join('\n', request.Where.Select(where => $"{where.Path}:{where.Op}:{where.Value}")));
        return $"{request.Type.Name}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..24]}";
    }

    internal async ValueTask<CellTable?> FindAsync(IVaultStore store, string key)
    {
        lock (_turn)
        {
            if (_tables.TryGetValue((store.VaultId, key), out var kept))
            {
                _tables[(store.VaultId, key)] = (kept.Table, ++_use);
                return kept.Table;
            }
        }

        return await store.FindDocumentAsync(Kind, key) is { } body && Read(body) is { } table ? Remember(store, key, table) : null;
    }

    internal async ValueTask KeepAsync(IVaultStore store, string key, CellTable table)
    {
        if (table.Cells.Count <= MostCells)
        {
            Remember(store, key, table);
            await store.PutDocumentAsync(Kind, key, Write(table));
        }
    }

    /// <summary>Forgets a vault, for instance because it was erased.</summary>
    public void Forget(string vaultId)
    {
        lock (_turn)
        {
            foreach (var key in _tables.Keys.Where(key => key.Vault == vaultId).ToList())
            {
                _tables.Remove(key);
            }
        }
    }

    private CellTable Remember(IVaultStore store, string key, CellTable table)
    {
        lock (_turn)
        {
            _tables[(store.VaultId, key)] = (table, ++_use);
            if (_tables.Count > MostTables)
            {
                _tables.Remove(_tables.MinBy(kept => kept.Value.Use).Key);
            }
        }

        return table;
    }

    private static byte[] Write(CellTable table)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("sequence", table.Sequence);
            writer.WriteNumber("longestStep", table.LongestStep);
            writer.WriteStartArray("cells");
            foreach (var (key, cell) in table.Cells)
            {
                writer.WriteStartArray();
                writer.WriteNumberValue(key.Bucket);
                writer.WriteStringValue(key.Group);
                writer.WriteStringValue(key.Currency);
                writer.WriteStringValue(key.Direction);
                writer.WriteStringValue(cell.Sum.ToString());
                writer.WriteNumberValue(cell.Count);
                writer.WriteNumberValue(cell.Values);
                writer.WriteNumberValue(cell.Min);
                writer.WriteNumberValue(cell.Max);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static CellTable? Read(byte[] body)
    {
        try
        {
            var json = JsonElement.Parse(body);
            var table = new CellTable { Sequence = json.GetProperty("sequence").GetInt64(), LongestStep = json.GetProperty("longestStep").GetInt64() };
            foreach (var cell in json.GetProperty("cells").EnumerateArray())
            {
                table.Cells.Add(
                    new CellKey(cell[0].GetInt64(), cell[1].GetString(), cell[2].GetString(), cell[3].GetString()),
                    Cell.Of(ExactNumberSum.Parse(cell[4].GetString()!), cell[5].GetInt64(), cell[6].GetInt64(), cell[7].GetDecimal(), cell[8].GetDecimal()));
            }

            return table;
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            // Only a copy: counted again from the records.
            return null;
        }
    }
}
