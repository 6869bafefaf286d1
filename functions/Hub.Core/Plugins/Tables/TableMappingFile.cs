using System.Text.Json;
using Hub.Core.Records;
using Hub.Wire;
using Hub.Wire.Tables;

namespace Hub.Core.Plugins.Tables;

/// <summary>The mapping of a plug-in without code, held to its published schema and to the types that it writes before any file is read by it.</summary>
internal static class TableMappingFile
{
    private static readonly Lazy<SchemaValidator> Schema = new(() =>
    {
        using var resource = typeof(TableMappingFile).Assembly.GetManifestResourceStream("Hub.Core.table.schema.json")!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return SchemaValidator.Compile(bytes.ToArray());
    });

    /// <exception cref="TableMappingException">It is missing, or cannot be used; says where and why.</exception>
    public static TableMapping Read(PluginManifest manifest, string folder, Func<string, RecordType?> find)
    {
        var file = new FileInfo(Path.Combine(folder, manifest.Entry));
        if (!file.Exists)
        {
            throw new TableMappingException("", "the file is missing: the entry names the mapping.");
        }

        if (file.Length > Protocol.MaxScript)
        {
            throw new TableMappingException("", "the file is too large for a mapping.");
        }

        if (manifest.Kind != PluginKind.Connector || manifest.Syncs)
        {
            throw new TableMappingException("", "a mapping reads files: its manifest is a connector's, without settings, schedule and hosts.");
        }

        var mapping = Parse(File.ReadAllBytes(file.FullName));
        return TableMappingFaults.Of(mapping, manifest, find).FirstOrDefault() is { } fault ? throw fault : mapping;
    }

    private static TableMapping Parse(byte[] json)
    {
        try
        {
            var errors = new RecordErrors();
            if (!Schema.Value.Validate(json, errors))
            {
                using var read = JsonDocument.Parse(json); // where it is no JSON at all, this says at which line
                throw new TableMappingException(errors.Items[0].Path, errors.Items[0].Message.En);
            }

            return TableMapping.Read(json);
        }
        catch (JsonException wrong)
        {
            throw new TableMappingException("", $"{JsonFaults.Of(wrong)}.");
        }
    }
}

/// <param name="path">A JSON pointer into the mapping; empty for the whole of it.</param>
/// <param name="why">What is wrong, and what to do.</param>
internal sealed class TableMappingException(string path, string why) : Exception(why)
{
    public string Path => path;
}
