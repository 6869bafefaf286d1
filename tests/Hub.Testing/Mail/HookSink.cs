using System.Net;
using System.Threading.Channels;

namespace Hub.Testing.Mail;

/// <summary>What an ntfy server or somebody's web hook got.</summary>
public sealed record ReceivedHook(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>A receiver of posts on loopback, which answers as it is told.</summary>
public sealed class HookSink : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Channel<ReceivedHook> _got = Channel.CreateUnbounded<ReceivedHook>();
    private readonly Task _serving;

    public HookSink()
    {
        Port = QuietPorts.Next();
        _listener.Prefixes.Add($"http://localhost:{Port}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port { get; }

    /// <summary>What is answered from now on.</summary>
    public int Status { get; set; } = 200;

    public async Task<ReceivedHook> NextAsync() => await _got.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(2));

    public bool IsEmpty => !_got.Reader.TryPeek(out _);

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                var headers = context.Request.Headers.AllKeys.ToDictionary(name => name!, name => context.Request.Headers[name]!, StringComparer.OrdinalIgnoreCase);
                _got.Writer.TryWrite(new ReceivedHook(context.Request.HttpMethod, context.Request.RawUrl!, headers, await reader.ReadToEndAsync()));
                context.Response.StatusCode = Status;
                context.Response.RedirectLocation = Status is >= 300 and < 400 ? $"http://localhost:{Port}/elsewhere" : null;
                context.Response.Close();
            }
        }
        catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }
}
