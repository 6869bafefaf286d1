using Hub.Core.Records;

namespace Hub.Core.Plugins;

/// <summary>What a plug-in that speaks earlier versions of record types says, as today's have it, and the other way about.</summary>
internal sealed class PluginSpeech(RecordTypes types, Plugin plugin)
{
    private readonly Dictionary<string, (RecordType Type, int Version)?> _earlier = new(StringComparer.Ordinal);
    private readonly Scratch _scratch = new();

    public ReadOnlyMemory<byte> Today(string type, ReadOnlyMemory<byte> data) => Earlier(type) is { } earlier ? earlier.Type.Today(data, earlier.Version, _scratch) : data;

    /// <summary>The name that today's top-level field has for it.</summary>
    public string NameOf(string type, string field) => Earlier(type) is { } earlier ? earlier.Type.Casts.Before("/" + field, earlier.Version)[1..] : field;

    /// <summary>Null where it says what today's version has, or what is no type.</summary>
    private (RecordType Type, int Version)? Earlier(string name)
    {
        if (!_earlier.TryGetValue(name, out var earlier))
        {
            earlier = types.Find(name) is { } type && plugin.Manifest.VersionOf(type) is var version && type.Casts.Changes(version) ? (type, version) : null;
            _earlier.Add(name, earlier);
        }

        return earlier;
    }
}
