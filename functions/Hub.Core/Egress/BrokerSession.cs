using Hub.Core.Vaults;
using Hub.Wire;

namespace Hub.Core.Egress;

/// <summary>The way out for one run: its hosts, its secrets, its cookies, its connections. One call at a time.</summary>
public sealed class BrokerSession : IDisposable
{
    private readonly Broker _broker;
    private readonly CallRules _rules;
    private readonly SecretBook _secrets;
    private readonly Redactor _echoes;
    private readonly CookieJar _cookies;
    private readonly Connections _connections;
    private readonly LedgerBook _ledger;
    private readonly LedgerCall _blank;
    private readonly Dictionary<string, PinnedHost> _pinned = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1, 1);

    internal BrokerSession(Broker broker, IVaultStore store, EgressRun run)
    {
        _broker = broker;
        var secrets = SourceSecret.Of(run.Plugin, run.Settings, run.Secrets);
        _echoes = new Redactor(secrets.Where(secret => !secret.Exposed).Select(secret => KeyValuePair.Create(secret.Name, secret.Value)));
        Redactor = new Redactor(run.Secrets);
        _secrets = new SecretBook(secrets, _echoes);
        _rules = new CallRules(broker.Options, HostGrants.Of(run.Plugin.Manifest, run.Settings), _secrets);
        _cookies = new CookieJar(run.Cookies);
        _connections = new Connections(broker.Options, broker.Clock);
        _ledger = new LedgerBook(store, run.Run, broker.Clock);
        _blank = new LedgerCall(default, run.Plugin.Manifest.Id, run.Source, run.Run, "", "", null, 0, 0, [.. run.Plugin.Manifest.Permissions.Select(permission => permission.Write ?? permission.Read).OfType<string>().Distinct()]);
    }

    /// <summary>Takes this source's secrets out of whatever is written about the run: logs, errors, recordings. Also those that the plug-in holds itself.</summary>
    public Redactor Redactor { get; }

    /// <summary>The cookies as they stand, to be sealed with the source.</summary>
    public byte[] ExportCookies() => _cookies.Export();

    /// <summary>Makes a call and follows where it is sent on to. Each of its steps stands in the ledger before it goes out.</summary>
    /// <exception cref="EgressException">It broke a rule, or failed.</exception>
    public async ValueTask<HttpReply> SendAsync(HttpCall call, CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            for (var step = new Step(call, Carries: _secrets.IsIn(call)); ;)
            {
                var (reply, next) = await StepAsync(step, cancellationToken);
                if (next is null)
                {
                    reply = EchoFilter.Filter(reply, _echoes, step.Carries);
                    return step.UrlIsOwn ? reply with { Url = call.Url } : reply;
                }

                step = next;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _connections.Dispose();
        _turn.Dispose();
    }

    private async Task<(HttpReply Reply, Step? Next)> StepAsync(Step step, CancellationToken cancellationToken)
    {
        var line = _blank with { At = _broker.Clock.GetUtcNow(), Host = CallRules.NameOf(step.Call.Url), Method = RequestRules.NameOf(step.Call.Method) };
        CallTarget target;
        HostGate gate;
        try
        {
            target = _rules.Require(step);
            line = line with { Host = target.Name };
            gate = _broker.Gates.Of(target.Host);
            await gate.EnterAsync(target.Name, cancellationToken);
        }
        catch (EgressException refused)
        {
            await _ledger.EndAsync(line with { Fault = refused.Fault });
            throw;
        }

        try
        {
            return await ExchangeAsync(step, target, gate, line, cancellationToken);
        }
        finally
        {
            gate.Leave();
        }
    }

    private async Task<(HttpReply Reply, Step? Next)> ExchangeAsync(Step step, CallTarget target, HostGate gate, LedgerCall line, CancellationToken cancellationToken)
    {
        var (sent, received) = (_connections.Count.Sent, _connections.Count.Received);
        var exchange = new Exchange(_broker.Options.Limits, _broker.Clock, _connections);
        EgressException? failure = null;
        var fault = "cancelled";
        using var timer = new CancellationTokenSource(_broker.Options.Limits.CallTime, _broker.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            var host = await PinAsync(target, either.Token);
            var call = _secrets.Write(step, target);
            await _ledger.BeginAsync(line with { Fault = "unfinished" });
            var reply = await exchange.SendAsync(_cookies.AddTo(call, target.Uri), CallTarget.Parse(call.Url), host, either.Token);
            fault = "";
            _cookies.Take(target.Uri, exchange.Cookies);
            if (exchange.Break is { } pause)
            {
                gate.Break(pause, busy: exchange.Status == 503);
            }

            return (reply, Redirects.Next(step, target, reply.Status, exchange.Location, _secrets));
        }
        catch (Exception failed) when ((failure = CallFaults.Of(failed, target.Name, cancellationToken)) is not null)
        {
            fault = failure.Fault;
            _pinned.Remove(target.Place);
            throw failure;
        }
        finally
        {
            await _ledger.EndAsync(line with { Status = exchange.Status, Sent = _connections.Count.Sent - sent, Received = _connections.Count.Received - received, Fault = fault.Length == 0 ? null : fault });
        }
    }

    /// <summary>A name is asked for once in a run: what it means cannot change between two calls. Only a host that failed is asked for anew.</summary>
    private async ValueTask<PinnedHost> PinAsync(CallTarget target, CancellationToken cancellationToken)
    {
        if (!_pinned.TryGetValue(target.Place, out var host))
        {
            _pinned.Add(target.Place, host = await PinnedHost.ResolveAsync(target, _broker.Options, cancellationToken));
        }

        return host;
    }
}
