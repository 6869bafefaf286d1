using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Hub.Wire;

namespace Hub.Core.Egress;

/// <summary>The cookies of one source, kept from run to run.</summary>
internal sealed partial class CookieJar
{
    private const int MostBytes = 64 * 1024;
    private const int MostSet = 50;
    private readonly CookieContainer _cookies = new();

    /// <param name="kept">What <see cref="Export"/> gave earlier, or null. What cannot be read is an empty jar.</param>
    public CookieJar(byte[]? kept)
    {
        foreach (var cookie in Read(kept))
        {
            cookie.AddTo(_cookies);
        }
    }

    /// <summary>A plug-in that writes cookies itself knows what it does: then the jar's stay in it.</summary>
    public HttpCall AddTo(HttpCall call, Uri uri) =>
        _cookies.GetCookieHeader(uri) is not { Length: > 0 } header || call.Headers.Any(own => own.Key.Equals("Cookie", StringComparison.OrdinalIgnoreCase))
            ? call
            : call with { Headers = [.. call.Headers, new("Cookie", header)] };

    public void Take(Uri uri, IEnumerable<string> headers)
    {
        foreach (var header in headers.Take(MostSet))
        {
            try
            {
                // With its dot, a cookie for a domain is told from one for a host when it is kept.
                _cookies.SetCookies(uri, DomainOf().Replace(header, "${name}."));
            }
            catch (CookieException)
            {
                // A cookie for another host, or one that is malformed, is none: browsers drop it as silently.
            }
        }
    }

    public byte[] Export()
    {
        var kept = _cookies.GetAllCookies().Where(cookie => !cookie.Expired).OrderByDescending(cookie => cookie.TimeStamp).Select(KeptCookie.Of).ToList();
        while (true)
        {
            var json = JsonSerializer.SerializeToUtf8Bytes([.. kept.OrderBy(cookie => (cookie.Domain, cookie.Path, cookie.Name))], CookieJson.Default.ListKeptCookie);
            if (json.Length <= MostBytes)
            {
                return json;
            }

            // The oldest go first.
            kept.RemoveRange(kept.Count * 9 / 10, kept.Count - (kept.Count * 9 / 10));
        }
    }

    [GeneratedRegex(@"(?<name>;\s*domain\s*=\s*)\.?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex DomainOf();

    private static List<KeptCookie> Read(byte[]? kept)
    {
        try
        {
            return kept is null ? [] : JsonSerializer.Deserialize(kept, CookieJson.Default.ListKeptCookie) ?? [];
        }
        catch (JsonException)
        {
            return []; // the holder asks to sign in again, which is all that is lost
        }
    }
}

/// <param name="Domain">Where it began with a dot, hosts below it get the cookie too.</param>
internal sealed record KeptCookie(string Name, string Value, string Domain, string Path, DateTimeOffset? Expires, bool Secure, bool HttpOnly)
{
    public static KeptCookie Of(Cookie cookie) => new(cookie.Name, cookie.Value, cookie.Domain, cookie.Path, cookie.Expires == default ? null : new DateTimeOffset(cookie.Expires.ToUniversalTime()), cookie.Secure, cookie.HttpOnly);

    public void AddTo(CookieContainer cookies)
    {
        try
        {
            var cookie = new Cookie(Name, Value, Path) { Secure = Secure, HttpOnly = HttpOnly, Expires = Expires?.UtcDateTime ?? default };
            if (Domain.StartsWith('.'))
            {
                cookie.Domain = Domain;
                cookies.Add(cookie);
            }
            else
            {
                cookies.Add(new UriBuilder(Secure ? "https" : "http", Domain) { Path = Path }.Uri, cookie);
            }
        }
        catch (Exception unfit) when (unfit is CookieException or ArgumentException or UriFormatException)
        {
            // A kept cookie that is none any more is dropped like one that a holder sends malformed.
        }
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(List<KeptCookie>))]
internal sealed partial class CookieJson : JsonSerializerContext;
