using Hub.Core.Notices.Mail;
using Hub.Sdk;

namespace Hub.Core.Notices.Channels;

/// <summary>A mail through the server that the admin set; it carries the message's id as its Message-ID.</summary>
/// <param name="server">Null where the admin set none.</param>
public sealed class EmailChannel(SmtpServer? server) : INoticeChannel
{
    private static readonly Text NoAddress = new("Give a mail address, for instance camille@example.org.", "Donnez une adresse électronique, par exemple camille@example.org.");

    public ChannelKind Kind => ChannelKind.Email;

    public ChannelAddress Read(string typed) => MailAddress.Normalise(typed) is { } address ? ChannelAddress.Good(address, MailAddress.Mask(address)) : ChannelAddress.Bad(NoAddress);

    public Task<DeliveryOutcome> SendAsync(NoticeMessage message, string address, CancellationToken cancellationToken) => server is null
        ? Task.FromResult(DeliveryOutcome.NoServer)
        : new SmtpDelivery(server).SendAsync(
            new MailMessage(message.Id, server.From, address, message.Title, $"{message.ToText()}\n\n-- \n{message.Footer}\n", message.Language, message.At),
            cancellationToken);
}
