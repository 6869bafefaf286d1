using System.Net;
using Hub.Wire;

namespace Hub.Runner;

/// <summary>The body of a reply, fetched from the hub as it is read.</summary>
internal sealed class PipedReplyContent(HubLink link, int number, long length) : HttpContent
{
    /// <summary>Keeps it as a file of the vault and returns the file's hash.</summary>
    public string Keep(string name) => Keep(link, number, name);

    public static string Keep(HubLink link, int number, string name)
    {
        var answer = link.Ask(FrameKind.Keep, static (frames, it) =>
        {
            frames.Write(it.Number);
            frames.Write(it.Name);
        }, (Number: number, Name: name));
        return new PayloadReader(answer.Wait()).ReadString();
    }

    /// <summary>The next piece, empty at the end.</summary>
    public static ReadOnlyMemory<byte> Next(HubLink link, int number) => link.Ask(FrameKind.Body, static (frames, it) => frames.Write(it), number).Wait();

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        for (var chunk = Next(link, number); !chunk.IsEmpty; chunk = Next(link, number))
        {
            stream.Write(chunk.Span);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        SerializeToStream(stream, context, CancellationToken.None);
        return Task.CompletedTask;
    }

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }
}
