namespace Hub.Core.Egress;

/// <summary>Whether a call may be made at all. Redirected ones are judged like first ones.</summary>
internal sealed class CallRules(EgressOptions options, HostGrants hosts, SecretBook secrets)
{
    private const string NoHost = "?";
    private int _calls;

    /// <exception cref="EgressException">It may not.</exception>
    public CallTarget Require(Step step)
    {
        var target = CallTarget.Parse(step.Call.Url);
        if (!hosts.Contains(target))
        {
            throw EgressRefusals.HostNotGranted(target.Name);
        }

        if (!target.Secure && !options.Allows(target.Host, target.Port))
        {
            throw EgressRefusals.Scheme(target.Name);
        }

        RequestRules.Require(step.Call, target.Name, options.Limits);
        secrets.RequireFor(step, target);
        return step.Redirects > options.Limits.MaxRedirects ? throw EgressFailures.TooManyRedirects(target.Name)
            : ++_calls > options.Limits.MaxCallsPerRun ? throw EgressFailures.TooManyCalls(target.Name, options.Limits.MaxCallsPerRun)
            : target;
    }

    /// <summary>How the ledger names where a call wanted to go, also one that goes nowhere.</summary>
    public static string NameOf(string url)
    {
        try
        {
            return CallTarget.Parse(url).Name;
        }
        catch (EgressException)
        {
            return NoHost; // what is no address may be anything, and the ledger keeps no contents
        }
    }
}
