namespace Hub.Plugins.GreenButton.Feed;

/// <summary>The addresses by which entries name each other. Some files write them whole, others without server or without the first slash.</summary>
internal static class Links
{
    /// <summary>An address without its server and without slashes at either end.</summary>
    public static string Path(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        var slash = scheme < 0 ? -1 : address.IndexOf('/', scheme + 3);
        return (scheme < 0 ? address : slash < 0 ? "" : address[slash..]).Trim().Trim('/');
    }

    /// <summary>The collection that an address stands in.</summary>
    public static string Parent(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "";

    public static bool IsUnder(string path, string? above) => above is { Length: > 0 } && path.Length > above.Length && path[above.Length] == '/' && path.StartsWith(above, StringComparison.Ordinal);

    public static string Last(string path) => path[(path.LastIndexOf('/') + 1)..];
}
