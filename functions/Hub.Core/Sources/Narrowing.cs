using System.Buffers;
using System.Text.Json;
using Hub.Core.Grants;
using Hub.Core.Plugins;
using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Core.Sources;

/// <summary>
/// Holds a source to what its person allowed, before anything that it brings is looked at: a type that was not allowed, a record from outside of the span, a field that was left out.
/// </summary>
internal sealed class Narrowing
{
    private readonly Dictionary<string, NarrowedType>? _types;

    public Narrowing(Allowance? allowed, PluginManifest manifest, RecordTypes types, TimeZoneInfo zone)
    {
        // Set up before sources were asked: all that the plug-in asks for.
        _types = allowed?.Types.Select(granted => (granted.Type, Known: types.Find(granted.Type), granted)).Where(type => type.Known is not null)
            .ToDictionary(type => type.Type, type => new NarrowedType(type.granted, type.Known!, zone), StringComparer.Ordinal);
        IsNarrow = _types is not null && Allowances.AskedBy(manifest).Any(asked => !_types.TryGetValue(asked, out var type) || type.IsNarrow);
    }

    /// <summary>Whether anything that the plug-in asks for is left out.</summary>
    public bool IsNarrow { get; }

    /// <summary>Null for a type that was not allowed.</summary>
    public NarrowedType? Find(string type) => _types is null ? NarrowedType.Whole : _types.GetValueOrDefault(type);
}

/// <summary>What of one type may be kept.</summary>
internal sealed class NarrowedType
{
    public static readonly NarrowedType Whole = new();

    private readonly TimeBounds _span = TimeBounds.None;
    private readonly string? _time;
    private readonly string[] _leftOut = [];

    public NarrowedType(GrantedType granted, RecordType type, TimeZoneInfo zone)
    {
        _time = type.Time?.Field;
        _leftOut = [.. granted.LeftOut(type).Select(field => field.Name)];

        // Never wider for being unreadable: then nothing lies within it.
        _span = TimeBounds.TryParse(granted.From, granted.To, zone, out var span) ? span : new TimeBounds(long.MaxValue, long.MinValue, long.MaxValue, long.MinValue);
    }

    private NarrowedType()
    {
    }

    public bool IsNarrow => _leftOut.Length > 0 || !_span.IsNone;

    /// <summary>
    /// The record without the fields that were left out; nothing for what is no JSON object, which is then set aside without what it holds. What has no time lies in every span: it cannot be
    /// older than anything.
    /// </summary>
    /// <returns>False for a record from outside of the span.</returns>
    public bool TryNarrow(ReadOnlyMemory<byte> record, out ReadOnlyMemory<byte> narrowed)
    {
        narrowed = record;
        if (!IsNarrow)
        {
            return true;
        }

        try
        {
            return TryNarrow(record.Span, ref narrowed);
        }
        catch (JsonException)
        {
            narrowed = default;
            return true;
        }
    }

    private bool TryNarrow(ReadOnlySpan<byte> record, ref ReadOnlyMemory<byte> narrowed)
    {
        var reader = new Utf8JsonReader(record);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            narrowed = default;
            return true;
        }

        var kept = new ArrayBufferWriter<byte>(record.Length);
        kept.Write("{"u8);
        var isWithin = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (begin, isLeftOut, isTime) = ((int)reader.TokenStartIndex, IsLeftOut(reader), _time is not null && reader.ValueTextEquals(_time));
            reader.Read();
            isWithin &= !isTime || reader.TokenType != JsonTokenType.String || !RecordTime.TryParse(reader.GetString(), out var time) || _span.Contains(time);
            reader.Skip();
            if (!isLeftOut)
            {
                kept.Write(kept.WrittenCount > 1 ? ","u8 : []);
                kept.Write(record[begin..(int)reader.BytesConsumed]);
            }
        }

        // Also what follows the object must be none.
        while (reader.Read())
        {
        }

        kept.Write("}"u8);
        narrowed = _leftOut.Length == 0 ? narrowed : kept.WrittenMemory;
        return isWithin;
    }

    private bool IsLeftOut(in Utf8JsonReader property)
    {
        foreach (var name in _leftOut)
        {
            if (property.ValueTextEquals(name))
            {
                return true;
            }
        }

        return false;
    }
}
