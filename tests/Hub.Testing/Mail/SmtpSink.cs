using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;
using Hub.Testing.Wire;

namespace Hub.Testing.Mail;

/// <summary>A mail server on loopback that speaks SMTP with STARTTLS or TLS from the start, asks who comes, keeps what it took and misbehaves on demand.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    public const string User = "hub";
    public const string Password = "p@ss:w/rd";

    private readonly LoopbackListener _listener;
    private readonly Channel<ReceivedMail> _taken = Channel.CreateUnbounded<ReceivedMail>();
    private readonly ConcurrentQueue<SmtpFault> _faults = new();
    private readonly X509Certificate2? _certificate;
    private readonly bool _tlsFromTheStart;
    private readonly string _ways;

    /// <param name="certificate">Null for a server without TLS.</param>
    public SmtpSink(X509Certificate2? certificate = null, bool tlsFromTheStart = false, string ways = "PLAIN LOGIN")
    {
        (_certificate, _tlsFromTheStart, _ways) = (certificate, tlsFromTheStart, ways);
        _listener = new LoopbackListener(TalkAsync);
    }

    public int Port => _listener.Port;

    public int Conversations => _listener.Connections;

    /// <summary>What is said in clear and in secret, by the other side.</summary>
    public ConcurrentQueue<(bool Secure, string Line)> Heard { get; } = new();

    /// <summary>What goes wrong at the next conversations, one each.</summary>
    public void Fail(params SmtpFault[] faults)
    {
        foreach (var fault in faults)
        {
            _faults.Enqueue(fault);
        }
    }

    /// <summary>The next message that was taken.</summary>
    public async Task<ReceivedMail> NextAsync(TimeSpan? within = null) => await _taken.Reader.ReadAsync().AsTask().WaitAsync(within ?? TimeSpan.FromMinutes(2));

    /// <summary>The messages that were taken and not asked for yet.</summary>
    public IReadOnlyList<ReceivedMail> Waiting()
    {
        var all = new List<ReceivedMail>();
        while (_taken.Reader.TryRead(out var mail))
        {
            all.Add(mail);
        }

        return all;
    }

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private async Task TalkAsync(Socket client, CancellationToken stop)
    {
        var fault = _faults.TryDequeue(out var next) ? next : SmtpFault.None;
        await using var stream = new NetworkStream(client, ownsSocket: true);
        try
        {
            await new Conversation(this, fault).RunAsync(stream, stop);
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException or AuthenticationException)
        {
            // The other side went away, or did not like the certificate.
        }
    }

    private sealed class Conversation(SmtpSink server, SmtpFault fault)
    {
        private Stream _stream = Stream.Null;
        private bool _secure;
        private string _from = "";
        private string _to = "";
        private string? _user;

        public async Task RunAsync(Stream stream, CancellationToken stop)
        {
            _stream = stream;
            if (server._tlsFromTheStart)
            {
                await SecureAsync(stop);
            }

            await SayAsync(fault == SmtpFault.Closed ? "554 no service here" : "220 sink ESMTP", stop);
            for (var line = await HearAsync(stop); line is not null && line != "QUIT"; line = await HearAsync(stop))
            {
                if (!await AnswerAsync(line, stop))
                {
                    return;
                }
            }

            await SayAsync("221 bye", stop);
        }

        private async Task<bool> AnswerAsync(string line, CancellationToken stop)
        {
            switch (line.Split(' ', ':')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await SayAsync(fault == SmtpFault.Babbles ? string.Concat(Enumerable.Repeat("250-and more\r\n", 500)) + "250 end" : Offers(), stop);
                    return true;
                case "STARTTLS":
                    await SayAsync("220 go ahead" + (fault == SmtpFault.Injected ? "\r\n250 sink\r\n235 welcome" : ""), stop);
                    await SecureAsync(stop);
                    return true;
                case "AUTH":
                    await SignInAsync(line, stop);
                    return true;
                case "MAIL":
                    _from = Bracketed(line);
                    await SayAsync(_user is null && server._ways.Length > 0 ? "530 who are you" : "250 ok", stop);
                    return true;
                case "RCPT":
                    _to = Bracketed(line);
                    await SayAsync(fault switch { SmtpFault.Greylisted => "451 4.7.1 come back later", SmtpFault.NobodyThere => "550 nobody here", _ => "250 ok" }, stop);
                    return true;
                case "DATA":
                    await SayAsync("354 go on", stop);
                    return await TakeAsync(stop);
                default:
                    await SayAsync("500 what", stop);
                    return true;
            }
        }

        private string Offers() => string.Join("\r\n", new[]
        {
            "250-sink",
            server._certificate is not null && !_secure && fault != SmtpFault.Stripped ? "250-STARTTLS" : null,
            server._ways.Length > 0 ? "250-AUTH " + server._ways : null,
            "250 8BITMIME",
        }.OfType<string>());

        private async Task SignInAsync(string line, CancellationToken stop)
        {
            var words = line.Split(' ');
            string user, password;
            if (words[1] == "LOGIN")
            {
                await SayAsync("334 VXNlcm5hbWU6", stop);
                user = Decode(await HearAsync(stop));
                await SayAsync("334 UGFzc3dvcmQ6", stop);
                password = Decode(await HearAsync(stop));
            }
            else
            {
                var parts = Decode(words[2]).Split('\0');
                (user, password) = (parts[1], parts[2]);
            }

            var good = fault != SmtpFault.RefusesSignIn && user == User && password == Password;
            _user = good ? user : null;
            await SayAsync(good ? "235 welcome" : "535 no", stop);
        }

        private async Task<bool> TakeAsync(CancellationToken stop)
        {
            var text = new StringBuilder();
            for (var line = await HearAsync(stop); line != "."; line = await HearAsync(stop))
            {
                if (fault == SmtpFault.DropsInData || line is null)
                {
                    return false;
                }

                text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
            }

            server._taken.Writer.TryWrite(ReceivedMail.Read(_from, _to, _user, _secure, text.ToString()));
            if (fault == SmtpFault.FallsSilent)
            {
                // Until the other side is gone.
                await HearAsync(stop);
            }

            if (fault is SmtpFault.DropsAfterData or SmtpFault.FallsSilent)
            {
                return false;
            }

            await SayAsync("250 taken", stop);
            return true;
        }

        private async Task SecureAsync(CancellationToken stop)
        {
            var secure = new SslStream(_stream);
            await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = server._certificate }, stop);
            (_stream, _secure) = (secure, true);
        }

        private async Task SayAsync(string line, CancellationToken stop) => await _stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), stop);

        /// <summary>Byte by byte, so that what follows a line is left for TLS.</summary>
        private async Task<string?> HearAsync(CancellationToken stop)
        {
            var line = new List<byte>();
            var one = new byte[1];
            while (await _stream.ReadAsync(one, stop) > 0)
            {
                if (one[0] == '\n')
                {
                    var heard = Encoding.ASCII.GetString([.. line]).TrimEnd('\r');
                    server.Heard.Enqueue((_secure, heard));
                    return heard;
                }

                line.Add(one[0]);
            }

            return null;
        }

        private static string Bracketed(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];

        private static string Decode(string? text) => Encoding.UTF8.GetString(Convert.FromBase64String(text ?? ""));
    }
}
