using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Wire.Tables;

/// <summary>The beginning of a file's table, as the runner found it: what the hub proposes a mapping from.</summary>
/// <param name="Format">csv, xlsx or json.</param>
/// <param name="Way">How its rows are taken: the delimiter, the sheet.</param>
/// <param name="Rows">Those from the first on, header and what stands above it included.</param>
public sealed record TableSample(string Format, string Way, IReadOnlyList<SampledRow> Rows)
{
    public const int MostRows = 300, MostCells = 100, LongestCell = 200;

    /// <summary>The most that is told of a file.</summary>
    public const int MostText = 512 * 1024;

    /// <exception cref="JsonException">It is of another form.</exception>
    public static TableSample Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, SampleJson.Default.TableSample) ?? throw new JsonException();

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, SampleJson.Default.TableSample);
}

/// <param name="At">Its line, row or item.</param>
public sealed record SampledRow(int At, IReadOnlyList<string> Cells);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TableSample))]
internal sealed partial class SampleJson : JsonSerializerContext;
