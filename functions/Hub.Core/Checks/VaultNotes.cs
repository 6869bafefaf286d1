using System.Text.Json;
using Hub.Core.Runs;
using Hub.Core.Sources;
using Hub.Core.Vaults;

namespace Hub.Core.Checks;

/// <summary>The documents of a vault on which its pages stand: one that cannot be read would take down every page that lists them.</summary>
internal static class VaultNotes
{
    /// <summary>Where what cannot be read goes, as it is.</summary>
    private const string AsideKind = "set-aside";

    private static readonly (string Kind, Func<byte[], object?> Read)[] Kinds =
    [
        ("run", body => JsonSerializer.Deserialize(body, RunJson.Default.Run)),
        ("run-part", body => JsonSerializer.Deserialize(body, RunJson.Default.Run)),
        ("settings", body => JsonSerializer.Deserialize(body, VaultJson.Default.VaultSettings)),
        ("grant", body => JsonSerializer.Deserialize(body, RunJson.Default.Grant)),
        ("source", body => JsonSerializer.Deserialize(body, SourceJson.Default.Source)),
        ("source-runs", body => JsonSerializer.Deserialize(body, SourceJson.Default.SourceRuns)),
        ("source-state", body => JsonSerializer.Deserialize(body, SourceJson.Default.SourceState)),
        ("source-account", body => JsonSerializer.Deserialize(body, SourceJson.Default.HolderAccount)),
    ];

    public static async ValueTask CheckAsync(IVaultStore store, FindingList found, Mending? mending, TimeProvider clock, CancellationToken cancellationToken)
    {
        var unreadable = new List<(string Kind, StoredDocument Document)>();
        foreach (var (kind, read) in Kinds)
        {
            unreadable.AddRange((await store.ListDocumentsAsync(kind)).Where(document => !CanRead(read, document.Body)).Select(document => (kind, document)));
        }

        foreach (var (kind, document) in unreadable)
        {
            found.Add(FindingKind.Note, $"{kind} {document.Id} cannot be read.");
        }

        if (unreadable.Count > 0 && mending?.Takes(FindingKind.Note) == true)
        {
            var batch = new RecordBatch
            {
                Writer = new Writer("hub", mending.Actor, Mending.Action),
                Documents = _ => unreadable.SelectMany(note => new DocumentWrite[] { new(note.Kind, note.Document.Id, null), new(AsideKind, $"{note.Kind}/{note.Document.Id}", note.Document.Body) }),
                Journal = { mending.Line(FindingKind.Note, unreadable.Count, clock.GetUtcNow()) },
            };
            await store.CommitAsync(batch, cancellationToken);
            found.Mended(FindingKind.Note);
        }
    }

    private static bool CanRead(Func<byte[], object?> read, byte[] body)
    {
        try
        {
            return read(body) is not null;
        }
        catch (JsonException)
        {
            // That is what was asked.
            return false;
        }
    }
}
