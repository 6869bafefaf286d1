using System.Buffers;
using Hub.Wire;

namespace Hub.Core.Egress;

/// <summary>Which requests the hub lets out: no method, header or character that says anything about the connection itself, or to anybody on the way.</summary>
internal static class RequestRules
{
    public const string UserAgent = "Hub/1.0 (personal data hub)";

    private static readonly HashSet<string> Methods = new(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "PROPFIND", "REPORT", "OPTIONS"], StringComparer.Ordinal);

    private static readonly HashSet<string> Closed = new(
        ["Host", "Connection", "Keep-Alive", "Transfer-Encoding", "Content-Length", "TE", "Trailer", "Upgrade", "Expect", "HTTP2-Settings", "Via", "Forwarded", "Max-Forwards"], StringComparer.OrdinalIgnoreCase);

    // What the hub writes itself, whatever a plug-in's library adds of its own.
    private static readonly HashSet<string> Own = new(["Accept-Encoding"], StringComparer.OrdinalIgnoreCase);

    private static readonly string[] ClosedPrefixes = ["Proxy-", "X-Forwarded-", "Sec-", ":"];
    private static readonly SearchValues<char> Token = SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    private const int MostHeaders = 100;
    private const int MostHeaderBytes = 32 * 1024;

    /// <exception cref="EgressException">The call breaks a rule.</exception>
    public static void Require(HttpCall call, string host, EgressLimits limits)
    {
        if (!Methods.Contains(call.Method))
        {
            throw EgressRefusals.Method(host);
        }

        foreach (var (name, value) in call.Headers)
        {
            if (!IsName(name) || !IsValue(value) || Closed.Contains(name) || Array.Exists(ClosedPrefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            {
                throw EgressRefusals.Header(host, IsName(name) ? name : "?");
            }
        }

        if (call.Body.Length > limits.MaxRequestBytes || call.Headers.Count > MostHeaders || call.Headers.Sum(header => header.Key.Length + header.Value.Length) > MostHeaderBytes)
        {
            throw EgressFailures.RequestTooLarge(host);
        }
    }

    /// <summary>How the ledger names a method, also one that is none.</summary>
    public static string NameOf(string method) => Methods.Contains(method) ? method : "?";

    public static bool IsOwn(string name) => Own.Contains(name);

    /// <summary>Visible ASCII, spaces and tabs: nothing that ends a header, and nothing that two programs decode differently.</summary>
    public static bool IsValue(string value) => value.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0 || value.All(c => c is >= ' ' and <= '~' or '\t');

    private static bool IsName(string name) => name.Length is > 0 and <= 200 && name.AsSpan().IndexOfAnyExcept(Token) < 0;
}
