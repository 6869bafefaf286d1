using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Core.Exports;

/// <summary>Lines of an archive as writes. Records are validated and their ids derived here; the archive's word counts for provenance only.</summary>
/// <param name="types">What this hub knows.</param>
/// <param name="versionOf">In which version the archive has a type.</param>
internal sealed class RestoreLines(RecordTypes types, Func<string, int> versionOf)
{
    private const int LongestName = 200;
    private const int MostProvenances = 10_000;

    private static readonly Text UnknownType = new("This hub does not know this type of record. The archive keeps it, with its schema. Install the plug-in that brings it, then restore again.", "Ce hub ne connaît pas ce type de donnée. L'archive la garde, avec son schéma. Installez le module qui l'apporte, puis restaurez de nouveau.");
    private static readonly Text NewerType = new("A newer hub wrote this record, in a later version of its type. The archive keeps it. Update this hub, then restore again.", "Un hub plus récent a écrit cette donnée, dans une version ultérieure de son type. L'archive la garde. Mettez ce hub à jour, puis restaurez de nouveau.");
    private static readonly Text NoRecord = new("This line of the archive is not a record.", "Cette ligne de l'archive n'est pas une donnée.");

    private readonly Scratch _scratch = new();
    private readonly Dictionary<Provenance, Provenance> _provenances = [];

    public bool Knows(string type) => types.Find(type) is not null;

    /// <summary>The version in which the archive has a type, where it is later than what this hub knows.</summary>
    public int? NewerOf(string type) => types.Find(type) is { } known && versionOf(type) is var version && version > known.Major ? version : null;

    /// <returns>Null with the reason when it cannot be taken.</returns>
    public RecordWrite? Read(string typeName, ReadOnlySpan<byte> line, out RecordError? error)
    {
        error = null;
        if (types.Find(typeName) is not { } type)
        {
            error = new RecordError("", UnknownType);
            return null;
        }

        if (NewerOf(typeName) is not null)
        {
            error = new RecordError("", NewerType);
            return null;
        }

        try
        {
            return Utf8.IsValid(line) ? Read(type, JsonElement.Parse(line), out error) : throw new FormatException();
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            error = new RecordError("", NoRecord);
            return null;
        }
    }

    private RecordWrite? Read(RecordType type, JsonElement envelope, out RecordError? error)
    {
        error = null;
        if (Is(envelope, "removed"))
        {
            // Nothing is left to derive the id from; all that an invented one does is to withhold what is not there.
            return new RecordWrite(WriteKind.Remove, type, RecordId.TryParse(envelope.GetProperty("id").GetString(), out var gone) ? gone : throw new FormatException(), null, ProvenanceOf(envelope) with { Corrected = null });
        }

        var errors = new RecordErrors();
        var data = Today(type, envelope.GetProperty("data"));
        var time = Encoding.UTF8.GetBytes(TextOf(envelope, "time") ?? "");
        var subject = TextOf(envelope, "subject") ?? "me";
        if (type.Prepare(data.Span, time, subject, errors, _scratch) is not { } record)
        {
            error = errors.Items[0];
            return null;
        }

        var kind = Is(envelope, "withdrawn") ? WriteKind.Withdraw : Is(envelope, "deleted") ? WriteKind.Delete : WriteKind.Add;
        var provenance = ProvenanceOf(envelope);
        var said = SaidOf(envelope, type, record, time, subject);
        var corrected = said is null || provenance.Corrected is not { } correction ? null : correction with { Fields = Corrections.Differences(said.Data, record.Data) };
        provenance = provenance with { Corrected = corrected };
        return new RecordWrite(kind, type, record.Id, record, kind == WriteKind.Delete ? provenance : provenance with { Deleted = null }) { Said = corrected is null ? null : said };
    }

    /// <summary>What the holder said of a corrected record, if it is of the same one.</summary>
    private PreparedRecord? SaidOf(JsonElement envelope, RecordType type, PreparedRecord record, byte[] time, string subject) =>
        envelope.TryGetProperty("said", out var stated)
        && type.Prepare(Today(type, stated).Span, time, subject, new RecordErrors(), _scratch) is { } said
        && said.Id == record.Id && said.Time == record.Time && said.ContentHash != record.ContentHash ? said : null;

    private ReadOnlyMemory<byte> Today(RecordType type, JsonElement data) => type.Today(Encoding.UTF8.GetBytes(data.GetRawText()), versionOf(type.Name), _scratch);

    private static bool Is(JsonElement envelope, string name) => envelope.TryGetProperty(name, out var mark) && mark.ValueKind == JsonValueKind.True;

    private static string? TextOf(JsonElement envelope, string name) => envelope.TryGetProperty(name, out var text) ? text.GetString() ?? throw new FormatException() : null;

    private Provenance ProvenanceOf(JsonElement envelope)
    {
        var stated = envelope.GetProperty("provenance").Deserialize(VaultJson.Default.Provenance) ?? throw new JsonException();
        if (string.IsNullOrEmpty(stated.Source) || new[] { stated.Source, stated.Run, stated.Plugin, stated.Version, stated.Raw, stated.Produced, stated.Withdrawn?.Run, stated.Withdrawn?.Produced, stated.Deleted?.By, stated.Corrected?.By }.Any(text => text?.Length > LongestName))
        {
            throw new FormatException();
        }

        if (!_provenances.TryGetValue(stated, out var known))
        {
            if (_provenances.Count == MostProvenances)
            {
                // A vault's own export holds one for each file that it read; more is made up, and must not fill the memory.
                _provenances.Clear();
            }

            _provenances.Add(stated, known = stated);
        }

        return known;
    }
}
