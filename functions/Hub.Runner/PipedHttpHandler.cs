using System.Net;
using Hub.Sdk;
using Hub.Wire;

namespace Hub.Runner;

/// <summary>Hands each request to the hub, which decides whether it goes out. This process has no network of its own to speak of.</summary>
internal sealed class PipedHttpHandler(HubLink link) : HttpMessageHandler
{
    private int _calls;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(Send(request, cancellationToken));

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _calls);
        var reply = Call(number, CallOf(request));
        var response = new HttpResponseMessage((HttpStatusCode)reply.Status)
        {
            Content = new PipedReplyContent(link, number, reply.Length),
            RequestMessage = request,
        };
        foreach (var (name, value) in reply.Headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
            {
                response.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        request.RequestUri = new Uri(reply.Url);
        return response;
    }

    /// <exception cref="RunException">The holder could not be reached, or the hub's limits did not allow it.</exception>
    public PipedReply Call(int number, HttpCall call)
    {
        if (call.Body.Length > Protocol.MaxRequest)
        {
            throw new RunException(Outcome.LimitExceeded, new("A request to the holder was too large.", "Une demande au détenteur était trop grosse."));
        }

        var answer = link.Ask(FrameKind.Http, static (frames, it) =>
        {
            frames.Write(it.Number);
            it.Call.WriteTo(frames);
        }, (Number: number, Call: call));
        var reader = new PayloadReader(answer.Wait());
        return reader.ReadInt() is var failed and >= 0
            ? throw new RunException((Outcome)failed, new Text(reader.ReadString(), reader.ReadString()))
            : new PipedReply(number, reader.ReadInt(), reader.ReadString(), HttpHeaders.Read(ref reader), reader.ReadLong());
    }

    private static HttpCall CallOf(HttpRequestMessage request)
    {
        var headers = request.Headers.Concat(request.Content?.Headers ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .SelectMany(header => header.Value.Select(value => KeyValuePair.Create(header.Key, value))).ToList();
        var body = new MemoryStream();
        request.Content?.CopyTo(body, null, CancellationToken.None);

        // As it was written: what the hub fills in stands in braces, and those it must still find.
        return new HttpCall(request.Method.Method, request.RequestUri!.OriginalString, headers, body.ToArray());
    }
}

/// <summary>A holder's reply, whose body still lies with the hub.</summary>
internal sealed record PipedReply(int Number, int Status, string Url, IReadOnlyList<KeyValuePair<string, string>> Headers, long Length);
