namespace Hub.Plugins.Fhir.Reading;

/// <summary>Reads what a reference points to, however it is written: <c>urn:uuid:X</c>, <c>Type/X</c>, <c>https://server/Type/X/_history/2</c>.</summary>
internal static class References
{
    public static string Id(string reference)
    {
        var text = Trim(reference);
        return text.StartsWith("urn:", StringComparison.Ordinal) ? text[(text.LastIndexOf(':') + 1)..] : text[(text.LastIndexOf('/') + 1)..];
    }

    /// <summary>The key under which a reference and its target meet: <c>Type/id</c> where the type is told, the bare id otherwise.</summary>
    public static string Key(string reference)
    {
        var text = Trim(reference);
        var parts = text.Split('/');
        return text.StartsWith("urn:", StringComparison.Ordinal) || parts.Length < 2 ? Id(text) : $"{parts[^2]}/{parts[^1]}";
    }

    /// <summary>The server of an absolute address, or null.</summary>
    public static string? Host(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri.Host : null;

    private static string Trim(string reference)
    {
        var history = reference.IndexOf("/_history/", StringComparison.Ordinal);
        return (history < 0 ? reference : reference[..history]).TrimEnd('/');
    }
}
