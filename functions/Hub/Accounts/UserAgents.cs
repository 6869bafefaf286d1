namespace Hub.Accounts;

/// <summary>What a browser calls itself, in plain words: enough for a person to know their own devices by, and too little to know a device by.</summary>
internal static class UserAgents
{
    // Each pretends to be those below it, so the first that is named counts.
    private static readonly (string Token, string Name)[] Browsers =
    [
        ("Edg/", "Edge"), ("EdgA/", "Edge"), ("EdgiOS/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Vivaldi/", "Vivaldi"),
        ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Token, string Name)[] Systems =
    [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    public static (string? Browser, string? System) Read(string userAgent) => (Find(Browsers, userAgent), Find(Systems, userAgent));

    private static string? Find((string Token, string Name)[] known, string userAgent) =>
        known.FirstOrDefault(one => userAgent.Contains(one.Token, StringComparison.Ordinal)).Name;
}
