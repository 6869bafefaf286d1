using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Storage.Tests.Cloud;

/// <summary>Stands where requests leave: notes each, and answers itself where a test told it to; whatever else goes to the real one.</summary>
public sealed class ToldTransport(Func<Request, Response?>? answer = null, Action<Request>? after = null) : HttpPipelineTransport
{
    private readonly HttpClientTransport _real = new();

    public ConcurrentQueue<(string Method, Uri Address, string? Authorization)> Sent { get; } = [];

    public override Request CreateRequest() => _real.CreateRequest();

    public override void Process(HttpMessage message) => ProcessAsync(message).AsTask().GetAwaiter().GetResult();

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        var request = message.Request;
        Sent.Enqueue((request.Method.Method, request.Uri.ToUri(), request.Headers.TryGetValue("Authorization", out var authorization) ? authorization : null));
        if (answer?.Invoke(request) is { } told)
        {
            message.Response = told;
            return;
        }

        await _real.ProcessAsync(message);
        after?.Invoke(request);
    }

    /// <summary>What a service might answer.</summary>
    public sealed class Reply(int status, params (string Name, string Value)[] headers) : Response
    {
        public override int Status => status;

        public override string ReasonPhrase => "";

        public override Stream? ContentStream { get; set; } = new MemoryStream();

        public override string ClientRequestId { get; set; } = "";

        public override void Dispose()
        {
        }

        protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers.Select(header => new HttpHeader(header.Name, header.Value));

        protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) =>
            (value = headers.FirstOrDefault(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase)).Value) is not null;

        protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
        {
            values = TryGetHeader(name, out var value) ? [value] : null;
            return values is not null;
        }
    }
}
