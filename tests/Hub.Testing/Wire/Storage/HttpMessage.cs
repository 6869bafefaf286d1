using System.Globalization;
using System.Text;

namespace Hub.Testing.Wire.Storage;

/// <summary>A request or a reply as it lies on the wire: its head, and the bytes of its body with the marks of their chunks.</summary>
internal sealed class HttpMessage(IReadOnlyList<string> head)
{
    private const int LongestLine = 64 * 1024;

    public string StartLine => head[0];

    public byte[] Body { get; private set; } = [];

    public IReadOnlyDictionary<string, string> Headers { get; } = head.Skip(1).Select(line => line.Split(':', 2)).GroupBy(pair => pair[0].Trim(), StringComparer.OrdinalIgnoreCase)
        .ToDictionary(group => group.Key, group => string.Join(", ", group.Select(pair => pair[1].Trim())), StringComparer.OrdinalIgnoreCase);

    public bool Is(string header, string value) => Headers.TryGetValue(header, out var found) && found.Contains(value, StringComparison.OrdinalIgnoreCase);

    public byte[] Head(Func<string, string>? change = null) => Encoding.Latin1.GetBytes(string.Join("\r\n", head.Select(line => change?.Invoke(line) ?? line)) + "\r\n\r\n");

    /// <summary>The head of the next message, or null when the other end has said all.</summary>
    public static async Task<HttpMessage?> ReadHeadAsync(Stream from, CancellationToken stop)
    {
        var lines = new List<string>();
        while (await ReadLineAsync(from, stop) is { } line)
        {
            if (line.Length > 0)
            {
                lines.Add(line);
            }
            else if (lines.Count > 0)
            {
                return new HttpMessage(lines);
            }
        }

        return null;
    }

    /// <param name="most">Stops after so many bytes, in the middle of what follows.</param>
    public async Task ReadBodyAsync(Stream from, CancellationToken stop, int most = int.MaxValue)
    {
        using var body = new MemoryStream();
        if (Is("Transfer-Encoding", "chunked"))
        {
            await ReadChunksAsync(from, body, stop);
        }
        else if (Headers.TryGetValue("Content-Length", out var length))
        {
            await CopyAsync(from, body, Math.Min(most, long.Parse(length, CultureInfo.InvariantCulture)), stop);
        }

        Body = body.ToArray();
    }

    private static async Task ReadChunksAsync(Stream from, MemoryStream body, CancellationToken stop)
    {
        while (true)
        {
            var line = await ReadLineAsync(from, stop) ?? throw new EndOfStreamException();
            body.Write(Encoding.Latin1.GetBytes(line + "\r\n"));
            var length = line.Length == 0 ? 0 : long.Parse(line.Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            await CopyAsync(from, body, length + 2, stop);
            if (length == 0)
            {
                return;
            }
        }
    }

    private static async Task CopyAsync(Stream from, MemoryStream to, long count, CancellationToken stop)
    {
        var buffer = new byte[64 * 1024];
        while (count > 0)
        {
            var read = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, count)), stop);
            if (read == 0)
            {
                throw new EndOfStreamException();
            }

            to.Write(buffer, 0, read);
            count -= read;
        }
    }

    private static async Task<string?> ReadLineAsync(Stream from, CancellationToken stop)
    {
        var line = new List<byte>(128);
        var one = new byte[1];
        while (line.Count < LongestLine)
        {
            if (await from.ReadAsync(one, stop) == 0)
            {
                return null;
            }

            if (one[0] == '\n')
            {
                return Encoding.Latin1.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(one[0]);
        }

        throw new IOException("A line without an end.");
    }
}
