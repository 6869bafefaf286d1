using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Hub.Core.Notices.Mail;

/// <summary>Lines to a server and its replies, in clear or under TLS.</summary>
internal sealed class SmtpConnection(SmtpServer server) : IAsyncDisposable
{
    private const int MostLines = 64;

    private readonly byte[] _buffer = new byte[4096];
    private Stream _stream = Stream.Null;
    private int _start;
    private int _end;

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server.Host, server.Port, cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        _stream = new NetworkStream(socket, ownsSocket: true);
    }

    public async Task SecureAsync(CancellationToken cancellationToken)
    {
        if (_start < _end)
        {
            // Somebody on the way put replies in before the connection was secure, to have them read afterwards.
            throw new SmtpException(DeliveryOutcome.NotSecure);
        }

        var secure = new SslStream(_stream, leaveInnerStreamOpen: false);
        _stream = secure;
        var options = new SslClientAuthenticationOptions { TargetHost = server.Host };
        if (server.Roots is { } roots)
        {
            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(roots);
        }

        await secure.AuthenticateAsClientAsync(options, cancellationToken);
    }

    public async Task<SmtpReply> AskAsync(string command, CancellationToken cancellationToken)
    {
        if (command.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            throw new ArgumentException("A command is one line of printable ASCII.", nameof(command));
        }

        await _stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), cancellationToken);
        return await ReadReplyAsync(cancellationToken);
    }

    /// <summary>The message and the dot that ends it; a dot that begins a line is doubled (RFC 5321, 4.5.2).</summary>
    public async Task<SmtpReply> SendAsync(string message, CancellationToken cancellationToken)
    {
        var stuffed = message.Replace("\r\n.", "\r\n..", StringComparison.Ordinal);
        await _stream.WriteAsync(Encoding.ASCII.GetBytes(stuffed + (stuffed.EndsWith("\r\n", StringComparison.Ordinal) ? ".\r\n" : "\r\n.\r\n")), cancellationToken);
        return await ReadReplyAsync(cancellationToken);
    }

    public async Task<SmtpReply> ReadReplyAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (lines.Count < MostLines)
        {
            var line = await ReadLineAsync(cancellationToken);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), out var code))
            {
                throw new SmtpException(DeliveryOutcome.Unreachable);
            }

            lines.Add(line.Length > 4 ? line[4..].Trim() : "");
            if (line.Length == 3 || line[3] != '-')
            {
                return new SmtpReply(code, lines);
            }
        }

        throw new SmtpException(DeliveryOutcome.Unreachable);
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var end = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (end >= 0)
            {
                var line = Encoding.ASCII.GetString(_buffer, _start, end).TrimEnd('\r');
                _start += end + 1;
                return line;
            }

            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            var read = _end < _buffer.Length ? await _stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken) : 0;
            if (read == 0)
            {
                // It hung up, or sends a line without end: neither is a mail server at work.
                throw new SmtpException(DeliveryOutcome.Unreachable);
            }

            _end += read;
        }
    }
}
