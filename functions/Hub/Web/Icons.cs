namespace Hub.Web;

/// <summary>The open icon set, inlined: see assets/icons.mjs.</summary>
public static class Icons
{
    private static readonly Dictionary<string, string> Inner = Read();

    public static string Markup(string name) => Inner.GetValueOrDefault(name, "");

    /// <summary>The icon of a domain of data.</summary>
    public static string OfDomain(string domain) => domain switch
    {
        "identity" => "user",
        "energy" => "zap",
        "water" => "droplets",
        "bank" => "landmark",
        "health" => "heart-pulse",
        "telecom" => "phone",
        "mobility" => "car",
        "purchase" => "shopping-cart",
        "contacts" => "users",
        "media" => "film",
        "insurance" => "shield-check",
        _ => "file-text",
    };

    private static Dictionary<string, string> Read()
    {
        using var reader = new StreamReader(typeof(Icons).Assembly.GetManifestResourceStream("web/icons.txt")!);
        var icons = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            icons[line[..tab]] = line[(tab + 1)..];
        }

        return icons;
    }
}
