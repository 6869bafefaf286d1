using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests;

/// <summary>What a C# connector is handed to speak to a holder of ours: secrets are put in as the hub does, and what it says is kept in memory.</summary>
/// <param name="settings">The settings, secrets included; the connector sees those as placeholders.</param>
/// <param name="secrets">Which of them are secret.</param>
internal sealed class HolderContext(Dictionary<string, string> settings, params string[] secrets) : ConnectorContext, IDisposable
{
    private readonly HttpClient _http = new(new Filling(secrets.ToDictionary(name => $"{{{{{name}}}}}", name => settings[name])));

    public RecordingContext Kept { get; } = new();

    public List<string> Raw { get; } = [];

    public List<string> Log { get; } = [];

    public override JsonElement Settings { get; } = JsonSerializer.SerializeToElement(settings.ToDictionary(setting => setting.Key, setting => secrets.Contains(setting.Key) ? $"{{{{{setting.Key}}}}}" : setting.Value));

    public override TimeProvider Clock => Kept.Clock;

    public override TimeZoneInfo Zone => Kept.Zone;

    public override string? Cursor => Kept.Cursor;

    public override HttpClient Http => _http;

    public override ValueTask SaveAsync(string type, Action<Utf8JsonWriter> data, Origin origin = default) => Kept.SaveAsync(type, data, origin);

    public override ValueTask WithdrawAsync(string type, Action<Utf8JsonWriter> identity, Origin origin = default) => Kept.WithdrawAsync(type, identity, origin);

    /// <summary>Begins where another run ended: with its cursor, and with what the vault then holds.</summary>
    public void Follow(HolderContext before)
    {
        Kept.LastCursor = before.Cursor;
        var gone = before.Kept.Withdrawn.Select(withdrawn => withdrawn.Data.GetRawText()).ToHashSet(StringComparer.Ordinal);
        Kept.Holding.AddRange(before.Kept.Holding.Concat(before.Kept.Saved).Where(record => !gone.Contains($$"""{"account":"{{Text(record, "account")}}","reference":"{{Text(record, "reference")}}"}""")));
    }

    public override IAsyncEnumerable<HeldRecord> HeldAsync(string type) => Kept.HeldAsync(type);

    public override ValueTask RejectAsync(string type, Text reason, Origin origin = default) => Kept.RejectAsync(type, reason, origin);

    public override ValueTask SetCursorAsync(string cursor) => Kept.SetCursorAsync(cursor);

    public override ValueTask<string> AskAsync(string key, Text question) => Kept.AskAsync(key, question);

    public override async ValueTask<string> KeepAsync(HttpResponseMessage reply, string name)
    {
        Raw.Add(await reply.Content.ReadAsStringAsync());
        return $"sha256-{Raw.Count}";
    }

    public override ValueTask ProgressAsync(long done, long? total) => ValueTask.CompletedTask;

    public override ValueTask LogAsync(string message)
    {
        Log.Add(message);
        return ValueTask.CompletedTask;
    }

    /// <summary>All that the connector handed over, as one text.</summary>
    public string Everything() => string.Join('\n', Kept.Saved.Select(saved => saved.Data.GetRawText()).Concat(Raw).Concat(Log).Append(Cursor));

    public void Dispose() => _http.Dispose();

    private static string? Text(SavedRecord record, string name) => record.Data.GetProperty(name).GetString();

    private sealed class Filling(Dictionary<string, string> secrets) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var plain = Encoding.UTF8.GetString(Convert.FromBase64String(request.Headers.Authorization!.Parameter!));
            foreach (var (placeholder, secret) in secrets)
            {
                plain = plain.Replace(placeholder, secret, StringComparison.Ordinal);
            }

            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(plain)));
            try
            {
                var reply = await base.SendAsync(request, cancellationToken);
                await reply.Content.LoadIntoBufferAsync(cancellationToken);
                return reply;
            }
            catch (HttpRequestException)
            {
                // As the hub says it of any call that came to nothing.
                throw new RunException(Outcome.HolderUnavailable, new Text("The holder broke off.", "Le détenteur a coupé."));
            }
        }
    }
}
