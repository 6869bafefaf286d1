using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Web;

/// <summary>
/// Style sheets, scripts and the icon, embedded in the executable so that they are there wherever it runs. Scripts are missing where the hub was built
/// without Node: pages then show their tables alone.
/// </summary>
public static class WebAssets
{
    private const string Prefix = "web/assets/";

    private static readonly string[] Sheets = ["tokens", "base", "layout", "components", "tables", "forms", "media"];

    private static readonly Dictionary<string, string> Names = typeof(WebAssets).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(name => name[Prefix.Length..], StringComparer.Ordinal);

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Asset> Loaded = new(StringComparer.Ordinal);

    public static bool HasScripts { get; } = Names.ContainsKey("hub.js");

    /// <summary>The address holds the content's hash, so that browsers may keep it for ever. Chunks of scripts have theirs in the name.</summary>
    public static string Address(string name) => $"/assets/{name}?v={Find(name)!.Version}";

    public static Asset? Find(string name)
    {
        if (Loaded.TryGetValue(name, out var asset))
        {
            return asset;
        }

        var content = name == "hub.css" ? Css() : Names.TryGetValue(name, out var resource) ? Read(resource) : null;
        return content is null ? null : Loaded.GetOrAdd(name, new Asset(content, Type(name)));
    }

    private static byte[] Css() => Encoding.UTF8.GetBytes(string.Concat(Sheets.Select(sheet => Encoding.UTF8.GetString(Read($"web/styles/{sheet}.css")))));

    private static byte[] Read(string resource)
    {
        using var stream = typeof(WebAssets).Assembly.GetManifestResourceStream(resource)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private static string Type(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
}

/// <summary>One asset, kept compressed as it is sent.</summary>
public sealed class Asset(byte[] content, string contentType)
{
    public string ContentType => contentType;

    public string Version { get; } = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 6));

    public byte[] Zipped { get; } = Zip(content);

    public byte[] Unzipped()
    {
        using var zip = new GZipStream(new MemoryStream(Zipped), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        zip.CopyTo(plain);
        return plain.ToArray();
    }

    private static byte[] Zip(byte[] content)
    {
        using var buffer = new MemoryStream();
        using (var zip = new GZipStream(buffer, CompressionLevel.Optimal))
        {
            zip.Write(content);
        }

        return buffer.ToArray();
    }
}
