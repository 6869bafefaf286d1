using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;

namespace Hub.Core.Egress;

/// <summary>Reads what a holder answers, decompressed, and no further than the limits: in size, in growth, and in patience.</summary>
internal sealed class ReplyBody(EgressLimits limits, TimeProvider clock, WireCount wire)
{
    private const int ChunkSize = 64 * 1024;

    /// <param name="before">What the wire had received when the call began.</param>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, string host, long before, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > limits.MaxReplyBytes)
        {
            throw EgressFailures.ReplyTooLarge(host, limits.MaxReplyBytes);
        }

        var marked = wire.Received;
        using var pace = new CancellationTokenSource(limits.PaceTime, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(pace.Token, cancellationToken);
        await using var raw = await response.Content.ReadAsStreamAsync(either.Token);
        await using var content = await InflateAsync(raw, response.Content.Headers.ContentEncoding, host, either.Token);
        var body = new ArrayBufferWriter<byte>();
        for (int read; (read = await ReadAsync(content, body.GetMemory(ChunkSize), host, either.Token)) > 0;)
        {
            body.Advance(read);
            var came = wire.Received;
            if (body.WrittenCount > limits.MaxReplyBytes || (body.WrittenCount > limits.InflateFloor && body.WrittenCount / limits.MaxInflateRatio > came - before))
            {
                throw EgressFailures.ReplyTooLarge(host, limits.MaxReplyBytes);
            }

            if (came - marked >= limits.PaceBytes)
            {
                marked = came;
                pace.CancelAfter(limits.PaceTime);
            }
        }

        return body.WrittenMemory;
    }

    private static async ValueTask<int> ReadAsync(Stream content, Memory<byte> to, string host, CancellationToken cancellationToken)
    {
        try
        {
            return await content.ReadAsync(to, cancellationToken);
        }
        catch (Exception damaged) when (damaged is InvalidDataException or InvalidOperationException)
        {
            throw EgressFailures.Unreadable(host); // gzip says it one way, brotli the other
        }
        catch (IOException)
        {
            throw EgressFailures.BrokenOff(host);
        }
    }

    private static async ValueTask<Stream> InflateAsync(Stream raw, ICollection<string> encodings, string host, CancellationToken cancellationToken) => string.Join(',', encodings).ToLowerInvariant() switch
    {
        "" or "identity" => raw,
        "gzip" or "x-gzip" => new GZipStream(raw, CompressionMode.Decompress),
        "br" => new BrotliStream(raw, CompressionMode.Decompress),
        "deflate" => await DeflateAsync(raw, cancellationToken),
        _ => throw EgressFailures.Unreadable(host),
    };

    /// <summary>The word means zlib's format, and half of the servers that use it send it without its frame.</summary>
    private static async ValueTask<Stream> DeflateAsync(Stream raw, CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(raw);
        var first = (await pipe.ReadAsync(cancellationToken)).Buffer;
        var framed = !first.IsEmpty && (first.FirstSpan[0] & 0x0F) == 8;
        pipe.AdvanceTo(first.Start);
        var content = pipe.AsStream();
        return framed ? new ZLibStream(content, CompressionMode.Decompress) : new DeflateStream(content, CompressionMode.Decompress);
    }
}
