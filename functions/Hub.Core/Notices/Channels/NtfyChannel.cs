using System.Text;
using Hub.Core.Egress;

namespace Hub.Core.Notices.Channels;

/// <summary>A topic of an ntfy server. The message's id goes along as X-Sequence-ID, by which ntfy (from 2.16) puts a repeated message in the place of the first.</summary>
public sealed class NtfyChannel(EgressOptions options, TimeProvider clock) : INoticeChannel
{
    private readonly HookCall _call = new(options, clock);

    public ChannelKind Kind => ChannelKind.Ntfy;

    public ChannelAddress Read(string typed) => HookAddress.Read(typed, options);

    public async Task<DeliveryOutcome> SendAsync(NoticeMessage message, string address, CancellationToken cancellationToken) => HookAddress.Parse(address) is not { } to
        ? DeliveryOutcome.Refused
        : await _call.PostAsync(
            to,
            [
                new("Content-Type", "text/plain; charset=utf-8"),

                // Headers are ASCII; ntfy reads encoded words (RFC 2047) in its own.
                new("Title", $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(message.Title))}?="),
                new("Click", message.Link),
                new("Priority", message.IsUrgent ? "high" : "default"),
                new("X-Sequence-ID", message.Id),
            ],
            Encoding.UTF8.GetBytes(message.ToText()),
            cancellationToken);
}
