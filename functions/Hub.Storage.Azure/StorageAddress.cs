using System.Net;

namespace Hub.Storage.Azure;

/// <summary>What <c>--storage</c> says: where the services are, and what opens them. Not a record: nothing may ever print the key.</summary>
internal sealed class StorageAddress
{
    private const string EmulatorName = "devstoreaccount1";

    /// <summary>The emulator's, the same everywhere and in its documentation.</summary>
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const string Forms = "Write a connection string (AccountName=…;AccountKey=…), UseDevelopmentStorage=true, or https://NAME.blob.core.windows.net, with a shared access signature behind it or, where the hub has an identity of its own, nothing.";

    private StorageAddress(string name, Uri blob, Uri queue, Uri table, string? key = null, string? sas = null)
    {
        (Name, Blob, Queue, Table, Key, Sas) = (name, blob, queue, table, key, sas);
        if (key is not null && !Convert.TryFromBase64String(key, new byte[key.Length], out _))
        {
            throw new FormatException("The account key of the storage account is not whole: it is Base64, usually 88 characters that end in ==. Copy the connection string again.");
        }

        foreach (var service in new[] { blob, queue, table }.Where(service => service.Scheme != Uri.UriSchemeHttps && !IsHere(service)))
        {
            throw new FormatException($"The storage account's address {service.GetLeftPart(UriPartial.Authority)} does not begin with https://. Plain http would carry your data in clear, and is taken only on this machine.");
        }
    }

    public string Name { get; }

    public Uri Blob { get; }

    public Uri Queue { get; }

    public Uri Table { get; }

    public string? Key { get; }

    /// <summary>Without the question mark; null with a key or an identity.</summary>
    public string? Sas { get; }

    /// <exception cref="FormatException">With a sentence that says what to write instead, and never what was written.</exception>
    public static StorageAddress Parse(string text)
    {
        text = text.Trim();
        return text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? FromUrl(text)
            : text.Contains('=', StringComparison.Ordinal) ? FromConnectionString(text)
            : throw new FormatException("That is no storage account. " + Forms);
    }

    private static StorageAddress FromUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.AbsolutePath != "/" || url.Fragment.Length > 0 || url.UserInfo.Length > 0 || url.Host.Split('.') is not [{ Length: > 0 } name, "blob", _, ..])
        {
            throw new FormatException("The address of the storage account is not one of its blob service. " + Forms);
        }

        Uri Of(string service) => new($"{url.Scheme}://{name}.{service}{url.Authority[(name.Length + ".blob".Length)..]}/");
        return new StorageAddress(name, Of("blob"), Of("queue"), Of("table"), sas: url.Query.Length > 1 ? Checked(url.Query) : null);
    }

    private static StorageAddress FromConnectionString(string text)
    {
        var parts = Split(text);
        string? Part(string name) => parts.GetValueOrDefault(name) is { Length: > 0 } found ? found : null;
        if (string.Equals(Part("UseDevelopmentStorage"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Uri Here(int port) => new($"http://127.0.0.1:{port}/{EmulatorName}");
            return new StorageAddress(EmulatorName, Here(10000), Here(10001), Here(10002), EmulatorKey);
        }

        var name = Part("AccountName") ?? (Part("BlobEndpoint") is { } blob && Uri.TryCreate(blob, UriKind.Absolute, out var named) ? named.Host.Split('.')[0] : null)
            ?? throw new FormatException("The connection string names no account: AccountName=… is not there. Copy it again, whole, from \"Access keys\" of the storage account.");
        var sas = Part("SharedAccessSignature");
        var key = Part("AccountKey");
        if (key is null == sas is null)
        {
            throw new FormatException("The connection string has to hold one of AccountKey=… and SharedAccessSignature=…. " + Forms);
        }

        Uri Of(string service, string option) => !Uri.TryCreate(Part(option) ?? $"{Part("DefaultEndpointsProtocol") ?? "https"}://{name}.{service}.{Part("EndpointSuffix") ?? "core.windows.net"}", UriKind.Absolute, out var found) || found.Query.Length > 0
            ? throw new FormatException($"{option} of the connection string is not an address such as https://{service}.example.org.")
            : found;
        return new StorageAddress(name, Of("blob", "BlobEndpoint"), Of("queue", "QueueEndpoint"), Of("table", "TableEndpoint"), key, sas is null ? null : Checked(sas));
    }

    private static Dictionary<string, string> Split(string text)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            // A key ends in =, so only the first counts.
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                throw new FormatException("The connection string is not whole: each of its parts is NAME=VALUE, with ; between them. On a command line it needs quotes around it.");
            }

            parts[part[..equals].Trim()] = part[(equals + 1)..].Trim();
        }

        return parts;
    }

    /// <summary>Said at the start rather than found out piece by piece.</summary>
    private static string Checked(string sas)
    {
        sas = sas.TrimStart('?');
        var parts = sas.Split('&').Select(part => part.Split('=', 2)).Where(part => part.Length == 2).GroupBy(part => part[0], StringComparer.Ordinal).ToDictionary(part => part.Key, part => WebUtility.UrlDecode(part.First()[1]), StringComparer.Ordinal);
        bool Has(string name, string letters) => parts.TryGetValue(name, out var value) && letters.All(value.Contains);
        return !parts.ContainsKey("sig") ? throw new FormatException("What stands behind the storage account's address is not a shared access signature: it has no sig=….")
            : !Has("ss", "bqt") || !Has("srt", "sco") ? throw new FormatException("The shared access signature has to be one of the account, for the services Blob, Queue and Table and the resource types Service, Container and Object (ss=bqt, srt=sco).")
            : !Has("sp", "rwdlacup") ? throw new FormatException("The shared access signature allows too little: it has to allow Read, Write, Delete, List, Add, Create, Update and Process (sp=rwdlacup).")
            : sas;
    }

    private static bool IsHere(Uri service) => service.IsLoopback;
}
