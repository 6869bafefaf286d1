using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Hub.Sdk;
using static Hub.Plugins.Caldav.Dav.DavNames;

namespace Hub.Plugins.Caldav.Dav;

/// <summary>Speaks to the server, and says in the run's words what a refusal means.</summary>
internal sealed class DavClient(ConnectorContext context, string user)
{
    private const int MostRedirects = 5;
    private const int MostCharacters = ImportFile.MaxDocument;

    public async Task<DavReply> SendAsync(string method, Uri address, string depth, XElement body, CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = new StringContent(body.ToString(SaveOptions.DisableFormatting), Encoding.UTF8, "application/xml") };
            request.Headers.TryAddWithoutValidation("Depth", depth);

            // The hub finds the placeholder within, puts the password in and encodes the whole again: this process never holds it.
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{{{{password}}}}")));
            var reply = await context.Http.SendAsync(request, cancellationToken);
            var from = reply.RequestMessage?.RequestUri ?? address;
            if ((int)reply.StatusCode is 301 or 302 or 307 or 308 && reply.Headers.Location is { } location && redirects < MostRedirects)
            {
                address = new Uri(from, location);
                Says.ElsewhereUnless(address.Host == from.Host);
                reply.Dispose();
                continue;
            }

            return await ReadAsync(reply, from, cancellationToken);
        }
    }

    private static async Task<DavReply> ReadAsync(HttpResponseMessage reply, Uri from, CancellationToken cancellationToken)
    {
        var text = await reply.Content.ReadAsStringAsync(cancellationToken);
        var document = Parse(text);
        if (reply.StatusCode is HttpStatusCode.MultiStatus)
        {
            return document is not null && document.Name.Equals(D + "multistatus") ? new DavReply(reply, DavAnswer.Read(document, from), document.Element(D + "sync-token")?.Value, null) : throw Says.NotDav();
        }

        var precondition = document is not null && document.Name.Equals(D + "error") ? document.Elements().FirstOrDefault()?.Name : null;
        return (int)reply.StatusCode switch
        {
            401 => throw Says.Refused(),
            403 or 409 or 412 or 507 when precondition is not null => new DavReply(reply, [], null, precondition),
            403 => throw Says.Forbidden(),
            404 or 405 or 410 => new DavReply(reply, [], null, D + "not-there"),
            429 => throw Says.TooMany(reply.Headers.RetryAfter?.Delta),
            >= 500 => throw Says.Unavailable(),
            _ => throw Says.NotDav(),
        };
    }

    private static XElement? Parse(string text)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, MaxCharactersInDocument = MostCharacters, CheckCharacters = false });
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            // No XML is what the caller then says: another page, or one that breaks off.
            return null;
        }
    }
}

/// <param name="Raw">The reply itself.</param>
/// <param name="Answers">What it says, address by address.</param>
/// <param name="SyncToken">From where to ask next, if it says so.</param>
/// <param name="Refused">Which precondition was not met, or null.</param>
internal sealed record DavReply(HttpResponseMessage Raw, IReadOnlyList<DavAnswer> Answers, string? SyncToken, XName? Refused);
