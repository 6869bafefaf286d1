using System.Security.Cryptography;
using System.Text;
using Hub.Wire;

namespace Hub.Core.Sources;

/// <summary>
/// Replies of a source that may not bring everything: a reply as it came holds what was left out, so it waits here, in memory, until a record that is kept names it as its file (a document,
/// an invoice). What no record names is forgotten with the run.
/// </summary>
internal sealed class HeldReplies
{
    private const long MostBytes = 16 * 1024 * 1024;

    private readonly Queue<HeldReply> _held = new();
    private long _bytes;

    public string Hold(string name, HttpReply reply)
    {
        var hash = HashOf(reply);
        _held.Enqueue(new HeldReply(hash, Encoding.ASCII.GetBytes(hash), name, reply));
        for (_bytes += reply.Body.Length; _bytes > MostBytes && _held.Count > 1;)
        {
            _bytes -= _held.Dequeue().Reply.Body.Length;
        }

        return hash;
    }

    public static string HashOf(HttpReply reply) => $"sha256-{Convert.ToHexStringLower(SHA256.HashData(reply.Body.Span))}";

    /// <summary>Those that the record names; they wait no longer.</summary>
    public IReadOnlyList<HeldReply> NamedIn(ReadOnlySpan<byte> record)
    {
        if (_held.Count == 0 || record.IndexOf("sha256-"u8) < 0)
        {
            return [];
        }

        var named = new List<HeldReply>();
        for (var left = _held.Count; left > 0; left--)
        {
            var reply = _held.Dequeue();
            if (record.IndexOf(reply.Name8) >= 0)
            {
                named.Add(reply);
                _bytes -= reply.Reply.Body.Length;
            }
            else
            {
                _held.Enqueue(reply);
            }
        }

        return named;
    }
}

/// <param name="Name8">The hash as it stands in JSON.</param>
internal sealed record HeldReply(string Hash, byte[] Name8, string Name, HttpReply Reply);
