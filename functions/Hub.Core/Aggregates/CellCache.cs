using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Core.Vaults;

namespace Hub.Core.Aggregates;

/// <summary>Keeps counted tables: the latest in memory, and each that cost something in its vault, so that a restart does not count again.</summary>
public sealed class CellCache
{
    private const string Kind = "aggregate";

    /// <summary>Part of each key: tables counted by older rules are not found any more.</summary>
    private const string Format = "2";

    private const int MostTables = 256;
    private const int MostCells = 50_000;

    /// <summary>A saved table that is fewer changes behind than this is quickly brought up to date.</summary>
    private const int ChangesBetweenSaves = 5_000;

    private readonly Lock _turn = new();
    private readonly Dictionary<(string Vault, string Key), (CellTable Table, long Use)> _tables = [];
    private long _use;

    internal static string KeyOf(AggregateRequest request, BucketSize size)
    {
        string?[] parts = [Format, request.Type.Name, request.Type.Version, request.Value, size.ToString(), request.Group, request.Zone.Id, .. request.Where.Select(where => $"{where.Path}:{where.Op}:{where.Value}")];
        // Lengths keep apart what a line break in a condition's value could join.
        var text = string.Concat(parts.Select(part => $"{part?.Length ?? -1}:{part}"));
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

    /// <param name="isWorthSaving">Tables of passing conditions are remembered only: there may be as many as there are words to search for.</param>
    internal async ValueTask KeepAsync(IVaultStore store, string key, CellTable table, bool isWorthSaving)
    {
        if (table.Cells.Count > MostCells)
        {
            return;
        }

        var save = isWorthSaving && (table.SavedSequence == 0 || table.Sequence - table.SavedSequence >= ChangesBetweenSaves);
        table.SavedSequence = save ? table.Sequence : table.SavedSequence;
        Remember(store, key, table);
        if (save)
        {
            try
            {
                await store.PutDocumentAsync(Kind, key, Write(table));
            }
            catch (StorageFullException)
            {
                // Only a copy: the answer is there, and reading goes on while the disk is full.
            }
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
            writer.WriteBoolean("isTangled", table.IsTangled);
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
            var sequence = json.GetProperty("sequence").GetInt64();
            var table = new CellTable { Sequence = sequence, SavedSequence = sequence, LongestStep = json.GetProperty("longestStep").GetInt64(), IsTangled = json.GetProperty("isTangled").GetBoolean() };
            foreach (var cell in json.GetProperty("cells").EnumerateArray())
            {
                table.Cells.Add(
                    new CellKey(cell[0].GetInt64(), cell[1].GetString(), cell[2].GetString(), cell[3].GetString()),
                    Cell.Of(ExactNumberSum.Parse(cell[4].GetString() ?? throw new FormatException()), cell[5].GetInt64(), cell[6].GetInt64(), cell[7].GetDecimal(), cell[8].GetDecimal()));
            }

            return table;
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException or ArgumentException or IndexOutOfRangeException)
        {
            // Only a copy: counted again from the records.
            return null;
        }
    }
}
