namespace Hub.Core.Notices.Channels;

/// <summary>A way to reach a person.</summary>
public interface INoticeChannel
{
    ChannelKind Kind { get; }

    /// <summary>How an address is written, and what of it may be shown; null with a sentence when it is none.</summary>
    ChannelAddress Read(string typed);

    /// <summary>One attempt. What can be expected to go wrong is an outcome; the caller tries again.</summary>
    Task<DeliveryOutcome> SendAsync(NoticeMessage message, string address, CancellationToken cancellationToken);
}
