using System.Net;
using System.Text;
using System.Text.Json;
using Hub.Core.Egress;
using Hub.Core.Notices;
using Hub.Core.Notices.Channels;
using Hub.Testing.Mail;
using Xunit;

namespace Core.Tests.Notices;

/// <summary>Posts to addresses that people chose, who may be strangers to the house that the hub stands in.</summary>
public sealed class HookChannelTests : IAsyncLifetime
{
    private static readonly DateTimeOffset At = new(2026, 11, 22, 9, 0, 0, TimeSpan.FromHours(1));

    private static readonly NoticeMessage Message = new(
        "0a1b", true, "Une question « urgente »", [new NoticeItem(NoticeKind.Question, "Une de vos sources pose une question.", "https://hub.example.org/runs/1", At, null)],
        "https://hub.example.org/runs/1", "Pied", "fr", At);

    private readonly HookSink _sink = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _sink.DisposeAsync();

    [Fact]
    public async Task A_hook_gets_json_with_a_stable_id()
    {
        Assert.Equal(DeliveryOutcome.Sent, await new WebhookChannel(Allowing(), TimeProvider.System).SendAsync(Message, $"http://me:s3cret@localhost:{_sink.Port}/hook?token=abc", CancellationToken.None));
        var got = await _sink.NextAsync();
        Assert.Equal(("POST", "/hook?token=abc", "0a1b", "application/json"), (got.Method, got.Path, got.Headers["Idempotency-Key"], got.Headers["Content-Type"]));
        Assert.Equal("Basic " + Convert.ToBase64String("me:s3cret"u8), got.Headers["Authorization"]);
        var body = JsonElement.Parse(got.Body);
        Assert.Equal(("0a1b", true, "Une question « urgente »", "https://hub.example.org/runs/1"), (body.GetProperty("id").GetString(), body.GetProperty("urgent").GetBoolean(), body.GetProperty("title").GetString(), body.GetProperty("link").GetString()));
        var item = Assert.Single(body.GetProperty("items").EnumerateArray());
        Assert.Equal("question", item.GetProperty("kind").GetString());
        Assert.False(item.TryGetProperty("source", out _));
    }

    [Fact]
    public async Task An_ntfy_topic_gets_title_link_and_a_sequence_id()
    {
        Assert.Equal(DeliveryOutcome.Sent, await new NtfyChannel(Allowing(), TimeProvider.System).SendAsync(Message, $"http://localhost:{_sink.Port}/my-topic", CancellationToken.None));
        var got = await _sink.NextAsync();
        Assert.Equal(("/my-topic", "0a1b", "https://hub.example.org/runs/1", "high"), (got.Path, got.Headers["X-Sequence-ID"], got.Headers["Click"], got.Headers["Priority"]));
        Assert.Equal(Message.Title, Encoding.UTF8.GetString(Convert.FromBase64String(got.Headers["Title"].Split('?')[3])));
        Assert.Equal(Message.ToText(), got.Body);
    }

    [Theory]
    [InlineData(204, DeliveryOutcome.Sent)]
    [InlineData(302, DeliveryOutcome.Refused)]
    [InlineData(404, DeliveryOutcome.AddressRefused)]
    [InlineData(413, DeliveryOutcome.Refused)]
    [InlineData(429, DeliveryOutcome.TryLater)]
    [InlineData(503, DeliveryOutcome.TryLater)]
    public async Task What_is_answered_is_an_outcome_and_no_redirect_is_followed(int status, DeliveryOutcome expected)
    {
        _sink.Status = status;
        Assert.Equal(expected, await new WebhookChannel(Allowing(), TimeProvider.System).SendAsync(Message, $"http://localhost:{_sink.Port}/hook", CancellationToken.None));
        Assert.Equal("/hook", (await _sink.NextAsync()).Path);
        Assert.True(_sink.IsEmpty);
    }

    [Theory]
    [InlineData("https://localhost:PORT/")]
    [InlineData("https://127.0.0.1:PORT/")]
    [InlineData("https://[::1]:PORT/")]
    [InlineData("https://[::ffff:127.0.0.1]:PORT/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://192.168.1.1/")]
    [InlineData("https://10.0.0.1:8443/")]
    [InlineData("https://rebound.example:PORT/")]
    public async Task The_houses_network_is_out_of_reach_unless_the_admin_allows_it(string address)
    {
        var options = new EgressOptions { Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("93.184.215.14"), IPAddress.Loopback]) };
        foreach (var channel in new INoticeChannel[] { new WebhookChannel(options, TimeProvider.System), new NtfyChannel(options, TimeProvider.System) })
        {
            Assert.Equal(DeliveryOutcome.Forbidden, await channel.SendAsync(Message, address.Replace("PORT", _sink.Port.ToString(), StringComparison.Ordinal), CancellationToken.None));
        }

        Assert.True(_sink.IsEmpty);
    }

    [Fact]
    public async Task Plain_http_goes_only_where_the_admin_allows_it()
    {
        var channel = new WebhookChannel(new EgressOptions(), TimeProvider.System);
        Assert.NotNull(channel.Read($"http://localhost:{_sink.Port}/").Wrong);
        Assert.Equal(DeliveryOutcome.NotSecure, await channel.SendAsync(Message, $"http://localhost:{_sink.Port}/", CancellationToken.None));
        Assert.Null(new WebhookChannel(Allowing(), TimeProvider.System).Read($"http://localhost:{_sink.Port}/").Wrong);
        Assert.True(_sink.IsEmpty);
    }

    [Theory]
    [InlineData("https://ntfy.sh/a-secret-topic", "https://ntfy.sh/…")]
    [InlineData("https://:tk_abc@ntfy.example.org:8443/topic", "https://ntfy.example.org:8443/…")]
    [InlineData("https://hooks.example.org?token=secret", "https://hooks.example.org/…")]
    [InlineData("ntfy.sh/topic", null)]
    [InlineData("ftp://ntfy.sh/topic", null)]
    [InlineData("file:///etc/passwd", null)]
    [InlineData("https://", null)]
    [InlineData("https://a b/", null)]
    [InlineData("https://ntfy.sh/topic\r\nX: y", null)]
    public void An_address_is_shown_without_what_is_secret_in_it(string typed, string? shown)
    {
        var read = new NtfyChannel(new EgressOptions(), TimeProvider.System).Read(typed);
        Assert.Equal(shown, read.Shown);
        Assert.Equal(shown is null, read.Wrong is not null);
    }

    private EgressOptions Allowing() => new() { Allowed = [AllowedHost.Parse($"localhost:{_sink.Port}")!] };
}
