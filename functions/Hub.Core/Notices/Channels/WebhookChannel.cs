using System.Buffers;
using System.Text.Json;
using Hub.Core.Egress;

namespace Hub.Core.Notices.Channels;

/// <summary>JSON to an address of the person's own. The id stands in the body and as Idempotency-Key, the same at each attempt.</summary>
public sealed class WebhookChannel(EgressOptions options, TimeProvider clock) : INoticeChannel
{
    private readonly HookCall _call = new(options, clock);

    public ChannelKind Kind => ChannelKind.Webhook;

    public ChannelAddress Read(string typed) => HookAddress.Read(typed, options);

    public async Task<DeliveryOutcome> SendAsync(NoticeMessage message, string address, CancellationToken cancellationToken) => HookAddress.Parse(address) is not { } to
        ? DeliveryOutcome.Refused
        : await _call.PostAsync(to, [new("Content-Type", "application/json"), new("Idempotency-Key", message.Id)], BodyOf(message), cancellationToken);

    private static byte[] BodyOf(NoticeMessage message)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("id", message.Id);
            json.WriteString("at", message.At);
            json.WriteBoolean("urgent", message.IsUrgent);
            json.WriteString("language", message.Language);
            json.WriteString("title", message.Title);
            json.WriteString("text", message.ToText());
            json.WriteString("link", message.Link);
            json.WriteStartArray("items");
            foreach (var item in message.Items)
            {
                json.WriteStartObject();
                json.WriteString("kind", item.Kind is { } kind ? JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString()) : "test");
                json.WriteString("since", item.Since);
                json.WriteString("text", item.Line);
                json.WriteString("link", item.Link);
                if (item.Source is { } source)
                {
                    json.WriteString("source", source);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return body.WrittenSpan.ToArray();
    }
}
