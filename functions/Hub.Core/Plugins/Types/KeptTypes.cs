using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Core.Plugins.Types;

/// <summary>The record types that plug-ins brought, kept with the hub: records of them stay readable when the plug-in is gone, and a later version is held to them.</summary>
public sealed class KeptTypes(IDocumentStore store, RecordTypes types)
{
    private const string Kind = "record-type";

    /// <summary>Before anything else reads a vault.</summary>
    public async ValueTask LoadAsync() => types.Adopt((await store.ListDocumentsAsync(Kind)).Select(document => Read(document.Id, document.Body)).OfType<RecordType>());

    /// <summary>Kept before they are known, so that no record of a type can be stored that would be unknown after a crash.</summary>
    public void Take(IReadOnlyList<RecordType> brought)
    {
        foreach (var type in brought)
        {
            // Whoever looks at the plug-ins does not wait: it happens once for each type that is new.
#pragma warning disable CA2012, VSTHRD002
            store.PutDocumentAsync(Kind, type.Name, type.Schema).AsTask().GetAwaiter().GetResult();
#pragma warning restore CA2012, VSTHRD002
        }
    }

    private static RecordType? Read(string name, byte[] schema)
    {
        try
        {
            return RecordTypeReader.Read(name, schema);
        }
        catch (RecordTypeException)
        {
            return null; // a newer hub reads types more strictly: the records stay in the vault, and the hub must start
        }
    }
}
