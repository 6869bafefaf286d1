using Hub.Sdk;

namespace Hub.Core.Notices.Channels;

/// <summary>What a person typed, read: an address with the part of it that may be shown, or what is wrong with it.</summary>
public sealed record ChannelAddress(string? Address, string? Shown, Text? Wrong)
{
    public static ChannelAddress Good(string address, string shown) => new(address, shown, null);

    public static ChannelAddress Bad(Text wrong) => new(null, null, wrong);
}
