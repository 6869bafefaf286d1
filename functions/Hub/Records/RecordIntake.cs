using System.Buffers;
using System.Text.Json;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Sdk;

namespace Hub.Records;

/// <summary>Gathers the records of one request into batches, and counts what became of them.</summary>
internal sealed class RecordIntake(IVaultStore store, RecordType type, Scratch scratch, string actor, string language, DateTimeOffset now)
{
    private const int MostRecords = 1000;
    private const int MostBytes = 1024 * 1024;
    private const int MostTold = 1000;

    private static readonly Text NoData = new("An item is { data, time?, subject? }, and data is missing.", "Un élément est { data, time?, subject? }, et data manque.");
    private static readonly Text NotJson = new("This is not valid JSON.", "Ce n'est pas du JSON valide.");
    private static readonly Text NotKnown = new("An item has the fields data, time and subject only.", "Un élément n'a que les champs data, time et subject.");
    private static readonly Text NotText = new("This has to be a text of 1 to 200 characters.", "Ce doit être un texte de 1 à 200 caractères.");

    private readonly Writer _writer = new(Purposes.OwnSource, actor, Purposes.Api);
    private readonly Provenance _provenance = new(Purposes.OwnSource, null, null, null, now, null);
    private readonly RecordErrors _errors = new();
    private readonly List<(long Index, RecordError[] Errors)> _rejected = [];

    private RecordBatch? _batch;
    private int _bytes;
    private long _index;
    private long _created;
    private long _updated;
    private long _unchanged;
    private long _withheld;
    private long _owned;
    private long _rejectedCount;
    private string _subject = "me";

    public bool IsFull => _batch?.Writes.Count >= MostRecords || _bytes >= MostBytes;

    public void Add(ReadOnlySpan<byte> item)
    {
        if (item.Trim(" \t\r"u8).IsEmpty)
        {
            return;
        }

        var record = Prepare(item);
        if (record is null)
        {
            Reject();
        }
        else
        {
            (_batch ??= new RecordBatch { Writer = _writer }).Writes.Add(new RecordWrite(WriteKind.Put, type, record.Id, record, _provenance));
            _bytes += record.Data.Length;
        }

        _index++;
    }

    public async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        if (_batch is not { } batch)
        {
            return;
        }

        (_batch, _bytes) = (null, 0);
        var counts = await store.CommitAsync(batch, cancellationToken);
        _created += counts.Created;
        _updated += counts.Updated;
        _unchanged += counts.Unchanged;
        _withheld += counts.Withheld + counts.Owned;
        _owned += counts.Owned;
    }

    public ReadOnlyMemory<byte> Answer()
    {
        var body = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(body, HttpJson.Writing);
        json.WriteStartObject();
        json.WriteNumber("created"u8, _created);
        json.WriteNumber("updated"u8, _updated);
        json.WriteNumber("unchanged"u8, _unchanged);
        json.WriteNumber("withheld"u8, _withheld);
        json.WriteNumber("owned"u8, _owned);
        json.WriteStartArray("rejected"u8);
        foreach (var (index, errors) in _rejected)
        {
            json.WriteStartObject();
            json.WriteNumber("index"u8, index);
            json.WriteNull("id"u8);
            json.WriteStartArray("errors"u8);
            foreach (var error in errors)
            {
                json.WriteStartObject();
                json.WriteString("path"u8, error.Path);
                json.WriteString("message"u8, error.Message.In(language));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("rejectedCount"u8, _rejectedCount);
        json.WriteEndObject();
        json.Flush();
        return body.WrittenMemory;
    }

    private void Reject()
    {
        _rejectedCount++;
        if (_rejected.Count < MostTold)
        {
            _rejected.Add((_index, [.. _errors.Items]));
        }

        _errors.Clear();
    }

    /// <summary>Opens the envelope; the data inside is read by its type.</summary>
    private PreparedRecord? Prepare(ReadOnlySpan<byte> item)
    {
        ReadOnlySpan<byte> data = default, time = default;
        var subject = "me";
        try
        {
            var json = new Utf8JsonReader(item, new JsonReaderOptions { MaxDepth = int.MaxValue });
            json.Read();
            if (json.TokenType != JsonTokenType.StartObject)
            {
                _errors.Add("", NoData);
                return null;
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("data"u8) && data.IsEmpty)
                {
                    json.Read();
                    var start = (int)json.TokenStartIndex;
                    json.Skip();
                    data = item[start..(int)json.BytesConsumed];
                }
                else if (json.ValueTextEquals("time"u8))
                {
                    time = ReadText(ref json, item, "/time");
                }
                else if (json.ValueTextEquals("subject"u8))
                {
                    subject = ReadSubject(ref json);
                }
                else
                {
                    _errors.Add("", NotKnown);
                    return null;
                }
            }

            // What stands after the object is not JSON.
            json.Read();
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // Half a character in a text is an InvalidOperationException of the reader.
            _errors.Clear();
            _errors.Add("", NotJson);
            return null;
        }

        if (data.IsEmpty)
        {
            _errors.Add("/data", NoData);
        }

        return _errors.Count > 0 ? null : type.Prepare(data, time, subject, _errors, scratch);
    }

    private ReadOnlySpan<byte> ReadText(scoped ref Utf8JsonReader json, ReadOnlySpan<byte> item, string path)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.String && !json.ValueIsEscaped && json.ValueSpan.Length is > 0 and <= 64)
        {
            return item.Slice((int)json.TokenStartIndex + 1, json.ValueSpan.Length);
        }

        if (json.TokenType != JsonTokenType.Null)
        {
            _errors.Add(path, NotText);
            json.Skip();
        }

        return default;
    }

    private string ReadSubject(scoped ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.String && json.ValueTextEquals(_subject))
        {
            return _subject;
        }

        if (json.TokenType == JsonTokenType.String && json.GetString() is { Length: > 0 and <= 200 } subject)
        {
            return _subject = subject;
        }

        if (json.TokenType != JsonTokenType.Null)
        {
            _errors.Add("/subject", NotText);
            json.Skip();
        }

        return "me";
    }
}
