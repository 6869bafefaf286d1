using System.Text.Json;
using Hub.Plugins.Fhir.Mapping;
using Hub.Sdk;

namespace Hub.Plugins.Fhir.Reading;

/// <summary>A slice as JSON, or the reason why it is none.</summary>
internal sealed class Parsed : IDisposable
{
    private readonly JsonDocument? _document;

    private Parsed(JsonDocument? document, Text? reason)
    {
        _document = document;
        Reason = reason;
    }

    public JsonElement? Root => _document?.RootElement;

    public Text? Reason { get; }

    public static Parsed Of(Slice slice)
    {
        if (slice.TooLarge || slice.Depth > Json.MaxDepth)
        {
            return new Parsed(null, slice.TooLarge ? Says.TooLarge : Says.TooDeep);
        }

        try
        {
            var document = JsonDocument.Parse(slice.Bytes, new JsonDocumentOptions { MaxDepth = Json.MaxDepth + 1, AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return new Parsed(document, null);
            }

            document.Dispose();
            return new Parsed(null, Says.NoResource);
        }
        catch (JsonException)
        {
            return new Parsed(null, Says.NotJson);
        }
    }

    /// <summary>Whether an exception only says that a string of the file is no valid text (a lone surrogate): the resource is then set aside.</summary>
    public static bool IsBadText(Exception exception) => exception is InvalidOperationException or FormatException or ArgumentException;

    /// <summary>The first pass passes over what the second will set aside with its reason.</summary>
    public void Guard(Action learn)
    {
        try
        {
            learn();
        }
        catch (Exception exception) when (IsBadText(exception))
        {
            // Nothing is learnt from a resource that cannot be read; the second pass rejects it.
        }
    }

    public void Dispose() => _document?.Dispose();
}
