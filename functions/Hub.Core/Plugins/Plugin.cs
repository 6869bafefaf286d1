using System.Text.RegularExpressions;
using Hub.Core.Plugins.Tables;
using Hub.Core.Records;
using Hub.Sdk;
using Hub.Wire.Tables;

namespace Hub.Core.Plugins;

/// <summary>A plug-in's folder that was found good. Nothing of its code is loaded here.</summary>
public sealed class Plugin
{
    private static readonly Dictionary<string, IReadOnlyList<string>> NoDecimals = [];
    private readonly IReadOnlyList<(IReadOnlyList<string> Literals, LinearPattern? Pattern)> _accepts;

    /// <exception cref="Records.SchemaException">Its settings cannot become a form.</exception>
    internal Plugin(PluginManifest manifest, string folder, IReadOnlyList<RecordType>? types = null, TableMapping? mapping = null)
    {
        Manifest = manifest;
        Folder = folder;
        Types = types ?? [];
        Mapping = mapping;
        Settings = SettingsSchema.Compile(manifest.Settings);
        _accepts = [.. manifest.Accepts.Select(accept => (accept.Literals, accept.Pattern is null ? null : new LinearPattern(accept.Pattern)))];
    }

    public PluginManifest Manifest { get; }

    public string Id => Manifest.Id;

    public string Folder { get; }

    /// <summary>The record types that it brings.</summary>
    public IReadOnlyList<RecordType> Types { get; }

    /// <summary>Whether it is this folder's plug-in, or one of those in it.</summary>
    public bool LiesIn(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) is var path && (path == Folder || path == Path.GetDirectoryName(Folder));

    /// <summary>What it reads, where it has no code.</summary>
    internal TableMapping? Mapping { get; }

    /// <summary>What a person fills in to set it up.</summary>
    public SettingsSchema Settings { get; }

    /// <summary>What a script has to handle as text of the types that it reads or writes; a plug-in in C# has exact numbers of its own.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> Decimals(RecordTypes types) => Manifest.Runtime != "js" ? NoDecimals
        : Manifest.Permissions.Select(permission => types.Find(permission.Read ?? permission.Write ?? "")).OfType<RecordType>().DistinctBy(type => type.Name)
            .ToDictionary(type => type.Name, type => (IReadOnlyList<string>)[.. type.Decimals.Select(pointer => type.Casts.Before(pointer, Manifest.VersionOf(type)))], StringComparer.Ordinal);

    /// <summary>What its files are known by.</summary>
    public IEnumerable<Regex> AcceptPatterns => _accepts.Select(accept => accept.Pattern).OfType<LinearPattern>().Select(pattern => pattern.Regex);

    /// <summary>Whether a file that begins with this text is one that the plug-in reads. Its name does not matter: people rename files.</summary>
    internal bool Accepts(string head) => Mapping is { } mapping ? TableHead.MayHold(mapping, head) : _accepts.Any(accept =>
        (accept.Literals.Count > 0 || accept.Pattern is not null)
        && accept.Literals.All(literal => head.Contains(literal, StringComparison.Ordinal))
        && accept.Pattern?.IsMatch(head) != false);
}

/// <summary>The beginning of a file as text, for recognising it.</summary>
public static class FileHead
{
    public const int Size = 64 * 1024;

    public static async ValueTask<string> ReadAsync(Stream content, CancellationToken cancellationToken = default)
    {
        var buffer = new byte[Size];
        var length = await content.ReadAtLeastAsync(buffer, Size, throwOnEndOfStream: false, cancellationToken);
        var head = new HeadOfFile(buffer.AsMemory(0, length));
        using var text = ImportText.Open(head, ImportText.FindEncoding(head));
        return await text.ReadToEndAsync(cancellationToken);
    }

    /// <summary>So that a file is known by the letters that its reader will see.</summary>
    private sealed class HeadOfFile(ReadOnlyMemory<byte> bytes) : ImportFile
    {
        public override string Name => "";

        public override long Length => bytes.Length;

        public override Stream Open() => new MemoryStream(bytes.ToArray(), writable: false);
    }
}
