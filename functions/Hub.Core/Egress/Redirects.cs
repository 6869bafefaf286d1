using Hub.Wire;

namespace Hub.Core.Egress;

/// <summary>Where a reply sends a call on to, and what of the call may go there (RFC 9110, 15.4).</summary>
internal static class Redirects
{
    private static readonly HashSet<string> OfTheHost = new(["Authorization", "Cookie"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Null when the reply is the answer. Where it leads is judged like a first call, by whoever makes it.</summary>
    public static Step? Next(Step step, CallTarget from, int status, string? location, SecretBook secrets)
    {
        if (status is not (301 or 302 or 303 or 307 or 308) || string.IsNullOrEmpty(location))
        {
            return null;
        }

        var to = Resolve(from, location);
        var call = ForStatus(step.Call, status) with { Url = to };
        if (IsSameOrigin(from, to))
        {
            return step with { Call = call, UrlIsOwn = false, Redirects = step.Redirects + 1 };
        }

        // Headers that are, or hold, a secret stay behind. A body cannot be sent in part: one with a secret in it goes nowhere else at all.
        call = call with { Headers = [.. call.Headers.Where(header => !OfTheHost.Contains(header.Key) && !secrets.IsIn(header))] };
        return step with { Call = call, UrlIsOwn = false, SecretsMayGo = false, Redirects = step.Redirects + 1 };
    }

    private static HttpCall ForStatus(HttpCall call, int status) => (status == 303 && call.Method != "HEAD") || (status is 301 or 302 && call.Method == "POST")
        ? call with { Method = "GET", Body = default, Headers = [.. call.Headers.Where(header => !header.Key.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))] }
        : call;

    private static string Resolve(CallTarget from, string location) => Uri.TryCreate(from.Uri, location, out var to) ? to.AbsoluteUri : location;

    private static bool IsSameOrigin(CallTarget from, string to)
    {
        try
        {
            return CallTarget.Parse(to).IsSameOrigin(from);
        }
        catch (EgressException)
        {
            return false; // refused when it is called, which is where that is written down
        }
    }
}
