using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Plugins.Health;

namespace Hub.Plugins.Ccda;

/// <summary>
/// Which numbers of the document identify something. Many programs copy one number from entry to entry: a number that two different facts of one type carry
/// identifies neither, and both are told apart by what they say. Kept as hashes, so that a long document takes little.
/// </summary>
internal sealed class Identities
{
    private readonly Dictionary<ulong, ulong> _told = [];
    private readonly HashSet<ulong> _ambiguous = [];
    private readonly Dictionary<ulong, int> _occurrences = [];

    /// <summary>Takes note of a record; all are told before any is settled.</summary>
    public void Learn(string type, JsonObject draft)
    {
        if (draft["reference"] is not { } reference)
        {
            return;
        }

        var key = Hash($"{type}\n{reference}");
        var content = Hash(draft.ToJsonString());
        if (!_told.TryAdd(key, content) && _told[key] != content)
        {
            _ambiguous.Add(key);
        }
    }

    /// <summary>Takes away a number that identifies nothing, and counts equal records that have none.</summary>
    public void Settle(string type, JsonObject draft)
    {
        if (draft["reference"] is { } reference && !_ambiguous.Contains(Hash($"{type}\n{reference}")))
        {
            return;
        }

        draft.Remove("reference");
        var natural = Hash(string.Join('\u001f', NaturalKeys.Of[type].Select(field => draft[field]?.ToString() ?? "").Prepend(type)));
        draft["occurrence"] = _occurrences[natural] = _occurrences.GetValueOrDefault(natural) + 1;
    }

    private static ulong Hash(string text) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
