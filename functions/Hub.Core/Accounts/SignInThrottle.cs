using System.Net;
using System.Net.Sockets;

namespace Hub.Core.Accounts;

/// <summary>
/// Makes guessing slow without ever locking anybody out: after a few failures each attempt for that account, or from that address, waits a little before it is
/// looked at. Attempts from one address wait their turn; too many at once are sent away.
/// </summary>
public sealed class SignInThrottle(TimeProvider clock)
{
    private const int Free = 3;
    private const int AtOnce = 4;
    private const int Remembered = 10_000;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromMinutes(30);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Failures> _failures = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _waiting = new(StringComparer.Ordinal);

    /// <summary>Waits as long as earlier failures ask for; false when this address has too many attempts under way.</summary>
    public async ValueTask<bool> EnterAsync(string account, string address, CancellationToken cancellationToken)
    {
        address = NetworkOf(address);
        TimeSpan delay;
        lock (_gate)
        {
            var waiting = _waiting.GetValueOrDefault(address);
            if (waiting >= AtOnce)
            {
                return false;
            }

            _waiting[address] = waiting + 1;
            var accountDelay = Delay("account:" + account);
            var addressDelay = Delay("address:" + address) * (waiting + 1);
            delay = accountDelay > addressDelay ? accountDelay : addressDelay;
        }

        try
        {
            await Task.Delay(delay, clock, cancellationToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            Left(address);
            throw;
        }
    }

    /// <summary>Ends an attempt that was let in.</summary>
    /// <param name="succeeded">Null where it was neither right nor wrong yet.</param>
    public void Leave(string account, string address, bool? succeeded)
    {
        address = NetworkOf(address);
        lock (_gate)
        {
            if (succeeded == true)
            {
                // Only the account's: an address that guesses at many must not wash itself with a success of its own.
                _failures.Remove("account:" + account);
            }
            else if (succeeded == false)
            {
                Count("account:" + account);
                Count("address:" + address);
            }
        }

        Left(address);
    }

    /// <summary>Where whoever has one address has them all: of IPv6, the network (/64).</summary>
    private static string NetworkOf(string address) =>
        IPAddress.TryParse(address, out var parsed) && parsed is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
            ? Convert.ToHexString(parsed.GetAddressBytes().AsSpan(0, 8))
            : parsed?.IsIPv4MappedToIPv6 == true ? parsed.MapToIPv4().ToString() : address;

    private void Left(string address)
    {
        lock (_gate)
        {
            if (--_waiting[address] == 0)
            {
                _waiting.Remove(address);
            }
        }
    }

    private TimeSpan Delay(string key)
    {
        if (!_failures.TryGetValue(key, out var failures) || clock.GetUtcNow() - failures.Last > ForgottenAfter || failures.Count < Free)
        {
            return TimeSpan.Zero;
        }

        var delay = TimeSpan.FromMilliseconds(250 * Math.Pow(2, Math.Min(failures.Count - Free, 10)));
        return delay < Longest ? delay : Longest;
    }

    private void Count(string key)
    {
        var now = clock.GetUtcNow();
        if (_failures.Count >= Remembered && !_failures.ContainsKey(key))
        {
            Prune(now);
        }

        var known = _failures.TryGetValue(key, out var failures) && now - failures.Last <= ForgottenAfter;
        _failures[key] = new Failures(known ? failures.Count + 1 : 1, now);
    }

    /// <summary>Memory stays bounded: what is old goes, then the half with the fewest failures.</summary>
    private void Prune(DateTimeOffset now)
    {
        foreach (var old in _failures.Where(pair => now - pair.Value.Last > ForgottenAfter).Select(pair => pair.Key).ToList())
        {
            _failures.Remove(old);
        }

        foreach (var key in _failures.OrderBy(pair => pair.Value.Count).ThenBy(pair => pair.Value.Last).Take(Math.Max(0, _failures.Count - (Remembered / 2))).Select(pair => pair.Key).ToList())
        {
            _failures.Remove(key);
        }
    }

    private readonly record struct Failures(int Count, DateTimeOffset Last);
}
