using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hub.Testing.Wire.Storage;

/// <summary>One service of the account: reads a request whole, asks the account, hands the reply on; or plays what a rule says.</summary>
internal sealed class ProxyPort : IAsyncDisposable
{
    /// <summary>How far the date of a request may lie from the account's clock.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private readonly StorageProxy _proxy;
    private readonly StorageService _service;
    private readonly Uri _account;
    private readonly LoopbackListener _listener;

    public ProxyPort(StorageProxy proxy, StorageService service, Uri account)
    {
        (_proxy, _service, _account) = (proxy, service, account);
        _listener = new LoopbackListener(ServeAsync);
    }

    public Uri Address => new($"http://127.0.0.1:{_listener.Port}");

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private async Task ServeAsync(Socket socket, CancellationToken stop)
    {
        socket.NoDelay = true;
        await using var caller = new NetworkStream(socket, ownsSocket: true);
        try
        {
            await using var fromCaller = new BufferedStream(caller);
            while (await HttpMessage.ReadHeadAsync(fromCaller, stop) is { } request && await AnswerAsync(request, new Wires(socket, fromCaller, caller), stop))
            {
            }
        }
        catch (Exception ended) when (ended is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One end went away, which is what some tests are about.
        }
    }

    /// <returns>Whether the connection goes on.</returns>
    private async Task<bool> AnswerAsync(HttpMessage request, Wires wires, CancellationToken stop)
    {
        var call = Read(request);
        var rule = _proxy.RuleFor(call);
        var fault = rule?.Fault;
        switch (fault?.Kind)
        {
            case FaultKind.ResetInRequest:
                await request.ReadBodyAsync(wires.FromCaller, stop, fault.Bytes);
                _proxy.Note(call);
                return Reset(wires.Caller);
            case FaultKind.Silent:
                await request.ReadBodyAsync(wires.FromCaller, stop);
                _proxy.Note(call);
                return await WaitUntilGoneAsync(wires.FromCaller, stop);
            case FaultKind.Refuse:
                await request.ReadBodyAsync(wires.FromCaller, stop);
                return await RefuseAsync(call, fault.Status, fault.Code, fault.RetryAfter, wires.ToCaller, stop);
            case FaultKind.Delayed:
                await rule!.Released.WaitAsync(stop);
                break;
        }

        await request.ReadBodyAsync(wires.FromCaller, stop);
        if (IsStale(call))
        {
            return await RefuseAsync(call, 403, "AuthenticationFailed", null, wires.ToCaller, stop);
        }

        var reply = await AskAsync(request, call.Method, stop);
        call = call with { Reached = true, Status = int.Parse(reply.StartLine.Split(' ')[1], CultureInfo.InvariantCulture) };
        return await HandOnAsync(call, reply, rule, wires, stop);
    }

    /// <summary>On a connection of its own: one kept open is closed by the account at some moment, and that would be a fault that nobody played.</summary>
    private async Task<HttpMessage> AskAsync(HttpMessage request, string method, CancellationToken stop)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await using var account = new NetworkStream(await ConnectedAsync(socket, stop), ownsSocket: true);
        await using var fromAccount = new BufferedStream(account);
        await account.WriteAsync(request.Head(), stop);
        await account.WriteAsync(request.Body, stop);
        HttpMessage reply;
        do
        {
            reply = await HttpMessage.ReadHeadAsync(fromAccount, stop) ?? throw new IOException("The account closed the connection.");
        }
        while (reply.StartLine.Contains(" 100 ", StringComparison.Ordinal));

        if (method != "HEAD" && !reply.StartLine.Contains(" 204 ", StringComparison.Ordinal) && !reply.StartLine.Contains(" 304 ", StringComparison.Ordinal))
        {
            await reply.ReadBodyAsync(fromAccount, stop);
        }

        return reply;
    }

    private async Task<Socket> ConnectedAsync(Socket socket, CancellationToken stop)
    {
        await socket.ConnectAsync(IPAddress.Loopback, _account.Port, stop);
        return socket;
    }

    private async Task<bool> HandOnAsync(StorageCall call, HttpMessage reply, FaultRule? rule, Wires wires, CancellationToken stop)
    {
        switch (rule?.Fault.Kind)
        {
            case FaultKind.ReplyLost:
                _proxy.Note(call with { Status = 0 });
                return Reset(wires.Caller);
            case FaultKind.ReplySilent:
                _proxy.Note(call with { Status = 0 });
                return await WaitUntilGoneAsync(wires.FromCaller, stop);
            case FaultKind.ResetInReply:
                _proxy.Note(call);
                await wires.ToCaller.WriteAsync(reply.Head(Skewed), stop);
                await wires.ToCaller.WriteAsync(reply.Body.AsMemory(0, Math.Min(rule.Fault.Bytes, reply.Body.Length)), stop);
                return Reset(wires.Caller);
            case FaultKind.ReplyDelayed:
                await rule.Released.WaitAsync(stop);
                break;
        }

        // Noted first: who hears the reply may count at once.
        _proxy.Note(call);
        await wires.ToCaller.WriteAsync(reply.Head(Skewed), stop);
        await wires.ToCaller.WriteAsync(reply.Body, stop);
        return !reply.Is("Connection", "close");
    }

    private async Task<bool> RefuseAsync(StorageCall call, int status, string code, int? retryAfter, Stream caller, CancellationToken stop)
    {
        var body = _service == StorageService.Table
            ? $$$"""{"odata.error":{"code":"{{{code}}}","message":{"lang":"en-US","value":"Played by a test."} } }"""
            : $"""<?xml version="1.0" encoding="utf-8"?><Error><Code>{code}</Code><Message>Played by a test.</Message></Error>""";
        if (call.Method == "HEAD")
        {
            body = "";
        }

        var head = $"HTTP/1.1 {status} {code}\r\nDate: {Now:R}\r\nx-ms-error-code: {code}\r\nx-ms-request-id: {Guid.NewGuid()}\r\nContent-Type: application/{(_service == StorageService.Table ? "json" : "xml")}\r\nContent-Length: {body.Length}\r\n";
        _proxy.Note(call with { Status = status });
        await caller.WriteAsync(Encoding.Latin1.GetBytes($"{head}{(retryAfter is { } seconds ? $"Retry-After: {seconds}\r\n" : "")}\r\n{body}"), stop);
        return true;
    }

    private DateTimeOffset Now => DateTimeOffset.UtcNow + _proxy.Skew;

    private string Skewed(string line) => _proxy.Skew != TimeSpan.Zero && line.StartsWith("Date:", StringComparison.OrdinalIgnoreCase) ? $"Date: {Now:R}" : line;

    private bool IsStale(StorageCall call) =>
        call.Headers.TryGetValue("x-ms-date", out var date) && DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var sent) && (Now - sent).Duration() > Patience;

    /// <summary>What the caller sees as a reset and not as an end: what was sent before may be lost with it.</summary>
    private static bool Reset(Socket caller)
    {
        caller.LingerState = new LingerOption(true, 0);
        caller.Close();
        return false;
    }

    private static async Task<bool> WaitUntilGoneAsync(Stream caller, CancellationToken stop)
    {
        _ = await caller.ReadAsync(new byte[1], stop);
        return false;
    }

    private StorageCall Read(HttpMessage request)
    {
        var words = request.StartLine.Split(' ');
        var address = new Uri(_account, words[1]);
        var query = address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2))
            .GroupBy(pair => Uri.UnescapeDataString(pair[0]), StringComparer.Ordinal).ToDictionary(group => group.Key, group => Uri.UnescapeDataString(group.First().ElementAtOrDefault(1) ?? ""), StringComparer.Ordinal);
        var path = Uri.UnescapeDataString(address.AbsolutePath).TrimStart('/');
        return new StorageCall(_service, words[0], path.IndexOf('/', StringComparison.Ordinal) is var cut and > 0 ? path[(cut + 1)..] : "", query, request.Headers, request.Headers.TryGetValue("Content-Length", out var length) ? long.Parse(length, CultureInfo.InvariantCulture) : 0);
    }

    private readonly record struct Wires(Socket Caller, Stream FromCaller, Stream ToCaller);
}
