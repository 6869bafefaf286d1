using System.Net.Sockets;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Storage.Azure;

/// <summary>Stands outside the retries of every client: what they could not mend becomes one exception with a sentence that says what to do. Answers that mean something (404, 409, 412) pass.</summary>
internal sealed class OutagePolicy(string account, DateTimeOffset? expires, bool byIdentity) : HttpPipelinePolicy
{
    /// <summary>The services take a quarter of an hour; less than five minutes is never what they refuse.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        try
        {
            ProcessNext(message, pipeline);
        }
        catch (Exception failed) when (Explain(failed, message.CancellationToken) is { } detail)
        {
            throw new StorageAwayException(detail, failed);
        }

        Check(message.Response);
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        try
        {
            await ProcessNextAsync(message, pipeline);
        }
        catch (Exception failed) when (Explain(failed, message.CancellationToken) is { } detail)
        {
            throw new StorageAwayException(detail, failed);
        }

        Check(message.Response);
    }

    private Text? Explain(Exception failed, CancellationToken cancelled) => failed switch
    {
        _ when cancelled.IsCancellationRequested => null,
        AuthenticationFailedException => StorageSentences.NoIdentity(account),
        AggregateException { InnerExceptions: [.., var last] } => Explain(last, cancelled),
        _ when Root(failed) is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } => StorageSentences.Unknown(account),
        RequestFailedException or IOException or HttpRequestException or OperationCanceledException => StorageSentences.Silent(account),
        _ => null,
    };

    private void Check(Response response)
    {
        if (response.Status is 401 or 403)
        {
            throw new StorageAwayException(Refused(response));
        }

        if (response.Status is 408 or 429 or >= 500)
        {
            throw new StorageAwayException(StorageSentences.Failing(account, response.Status));
        }
    }

    private Text Refused(Response response)
    {
        var now = DateTimeOffset.UtcNow;
        var code = response.Headers.TryGetValue("x-ms-error-code", out var named) ? named : $"{response.Status}";
        return response.Headers.Date is { } there && (there - now).Duration() > Skew ? StorageSentences.Clock(account, now - there)
            : expires < now ? StorageSentences.Expired(account)
            : byIdentity ? StorageSentences.NoRole(account, code)
            : StorageSentences.WrongKey(account, code);
    }

    private static Exception Root(Exception failed) => failed.InnerException is { } inner ? Root(inner) : failed;
}
