using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Hub.Core.Notices.Mail;

/// <summary>Hands one message to the mail server (RFC 5321), signed in and under TLS as the admin set it up.</summary>
internal sealed class SmtpDelivery(SmtpServer server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task<DeliveryOutcome> SendAsync(MailMessage message, CancellationToken cancellationToken)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(Patience);
        await using var connection = new SmtpConnection(server);
        try
        {
            await GreetAsync(connection, time.Token);
            Require(await connection.AskAsync($"MAIL FROM:<{message.From}>", time.Token), DeliveryOutcome.Refused);
            Require(await connection.AskAsync($"RCPT TO:<{message.To}>", time.Token), DeliveryOutcome.AddressRefused);
            Require(await connection.AskAsync("DATA", time.Token), DeliveryOutcome.Refused);
            Require(await connection.SendAsync(message.ToWire(), time.Token), DeliveryOutcome.Refused);
        }
        catch (SmtpException ended)
        {
            return ended.Outcome;
        }
        catch (AuthenticationException)
        {
            return DeliveryOutcome.NotSecure;
        }
        catch (Exception failed) when (failed is SocketException or IOException || (failed is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return DeliveryOutcome.Unreachable;
        }

        await LeaveAsync(connection, time.Token);
        return DeliveryOutcome.Sent;
    }

    private async Task GreetAsync(SmtpConnection connection, CancellationToken cancellationToken)
    {
        await connection.OpenAsync(cancellationToken);
        if (server.Tls == SmtpTls.FromTheStart)
        {
            await connection.SecureAsync(cancellationToken);
        }

        Require(await connection.ReadReplyAsync(cancellationToken), DeliveryOutcome.Refused);
        var offers = await HelloAsync(connection, cancellationToken);
        if (server.Tls == SmtpTls.StartTls)
        {
            // A server that does not offer it, or somebody between who cut the offer out: the password is not said to either.
            if (offers.Offer("STARTTLS") is null || !(await connection.AskAsync("STARTTLS", cancellationToken)).IsGood)
            {
                throw new SmtpException(DeliveryOutcome.NotSecure);
            }

            await connection.SecureAsync(cancellationToken);
            offers = await HelloAsync(connection, cancellationToken);
        }

        if (server.User is { } user)
        {
            await SignInAsync(connection, offers, user, server.Password ?? "", cancellationToken);
        }
    }

    private static async Task<SmtpReply> HelloAsync(SmtpConnection connection, CancellationToken cancellationToken)
    {
        // The literal says nothing of the house that the hub stands in.
        var offers = await connection.AskAsync("EHLO [127.0.0.1]", cancellationToken);
        Require(offers, DeliveryOutcome.Refused);
        return offers;
    }

    private static async Task SignInAsync(SmtpConnection connection, SmtpReply offers, string user, string password, CancellationToken cancellationToken)
    {
        var ways = (offers.Offer("AUTH") ?? "").ToUpperInvariant().Split(' ');
        if (ways.Contains("PLAIN", StringComparer.Ordinal) || !ways.Contains("LOGIN", StringComparer.Ordinal))
        {
            Require(await connection.AskAsync("AUTH PLAIN " + Base64($"\0{user}\0{password}"), cancellationToken), DeliveryOutcome.SignInRefused);
            return;
        }

        Require(await connection.AskAsync("AUTH LOGIN", cancellationToken), DeliveryOutcome.SignInRefused);
        Require(await connection.AskAsync(Base64(user), cancellationToken), DeliveryOutcome.SignInRefused);
        Require(await connection.AskAsync(Base64(password), cancellationToken), DeliveryOutcome.SignInRefused);
    }

    private static async Task LeaveAsync(SmtpConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await connection.AskAsync("QUIT", cancellationToken);
        }
        catch (Exception failed) when (failed is SmtpException or IOException or OperationCanceledException)
        {
            // The message is taken; how the server says goodbye changes nothing.
        }
    }

    private static void Require(SmtpReply reply, DeliveryOutcome otherwise)
    {
        if (!reply.IsGood)
        {
            throw new SmtpException(reply.IsForNow ? DeliveryOutcome.TryLater : otherwise);
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
