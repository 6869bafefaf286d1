using System.Net;
using System.Text;
using System.Text.Encodings.Web;

namespace Hub.Core.Egress;

/// <summary>Where in a request a secret stands, which says how it is written there.</summary>
internal enum SecretPlace
{
    Text,
    Form,
    Json,
    Markup,
}

internal static class SecretPlaces
{
    /// <summary>How a body of this media type takes a value.</summary>
    public static SecretPlace OfBody(string? contentType)
    {
        var type = (contentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        return type == "application/x-www-form-urlencoded" ? SecretPlace.Form
            : type.EndsWith("/json", StringComparison.Ordinal) || type.EndsWith("+json", StringComparison.Ordinal) ? SecretPlace.Json
            : type.EndsWith("/xml", StringComparison.Ordinal) || type.EndsWith("+xml", StringComparison.Ordinal) || type == "text/html" ? SecretPlace.Markup
            : SecretPlace.Text;
    }

    public static string Write(SecretPlace place, string value) => place switch
    {
        SecretPlace.Form => Uri.EscapeDataString(value),
        SecretPlace.Json => JavaScriptEncoder.Default.Encode(value),
        SecretPlace.Markup => WebUtility.HtmlEncode(value),
        _ => value,
    };

    /// <summary>How a plug-in may have written the placeholder there: builders of forms and queries encode its braces.</summary>
    public static IEnumerable<byte[]> Marks(string name) => new[] { $"{{{{{name}}}}}", $"%7B%7B{name}%7D%7D", $"%7b%7b{name}%7d%7d" }.Select(Encoding.UTF8.GetBytes);
}
