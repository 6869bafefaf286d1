using System.Net.Http.Headers;
using System.Text.Json;

namespace FunctionsHost;

/// <summary>The instances of the app, taken in turn; and what is invoked there that is no HTTP request (DefaultHttpWorkerService.ProcessDefaultInvocationRequest).</summary>
internal sealed class HandlerPool(AppFolder app, PlayOptions options)
{
    public const string HostVersion = "4.1000.0.0";

    /// <summary>The function's time, and a minute: the host notices by itself first.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(6);

    private readonly Handler[] _handlers = [.. Enumerable.Range(0, options.Instances).Select(number => new Handler(app, options, number))];
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseCookies = false }) { Timeout = Longest };
    private int _turn;

    public Handler Next() => _handlers[(uint)Interlocked.Increment(ref _turn) % _handlers.Length];

    public void Kill(int number) => _handlers[number].Kill();

    public Task StopAsync() => Task.WhenAll(_handlers.Select(handler => handler.StopAsync()));

    /// <returns>Whether the function succeeded: 2xx, and an answer of the documented form.</returns>
    public async Task<bool> InvokeAsync(Function function, byte[] envelope, CancellationToken cancellationToken)
    {
        try
        {
            var address = await Next().ReadyAsync(cancellationToken);
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "/" + function.Name)) { Content = new ByteArrayContent(envelope) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
            request.Headers.Add("X-Azure-Functions-HostVersion", HostVersion);
            request.Headers.Add("X-Azure-Functions-InvocationId", Guid.NewGuid().ToString());
            request.Headers.UserAgent.ParseAdd($"Azure-Functions-Host/{HostVersion}");
            using var answer = await _client.SendAsync(request, cancellationToken);
            var succeeded = answer.IsSuccessStatusCode && IsAnswer(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
            Console.WriteLine($"{function.Name}: {(int)answer.StatusCode} {(succeeded ? "done" : "failed")}");
            return succeeded;
        }
        catch (Exception failed) when (failed is HttpRequestException or InvalidOperationException or TaskCanceledException)
        {
            Console.WriteLine($"{function.Name}: {failed.GetType().Name} failed");
            return false;
        }
    }

    private static bool IsAnswer(byte[] body)
    {
        try
        {
            var answer = JsonElement.Parse(body);
            foreach (var line in answer.TryGetProperty("Logs", out var logs) && logs.ValueKind == JsonValueKind.Array ? logs.EnumerateArray() : default)
            {
                Console.WriteLine($"log: {line.GetString()}");
            }

            return answer.TryGetProperty("Outputs", out var outputs) && outputs.ValueKind is JsonValueKind.Object or JsonValueKind.Null;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
