using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using Hub.Plugins.Ccda.Reading;
using Hub.Sdk;

namespace Hub.Plugins.Ccda;

/// <summary>
/// Reads clinical documents: C-CDA, CCD, C32. Two passes over the file: the first learns which of the document's numbers identify something, the second saves, so no more than one section's text and one entry are held.
/// </summary>
public sealed class CcdaConnector : IConnector
{
    static CcdaConnector() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <inheritdoc/>
    public async Task ImportAsync(ConnectorContext context, ImportFile file, CancellationToken cancellationToken)
    {
        var identities = Learn(context, file, cancellationToken);
        using var stream = file.Open();
        using var reader = Open(stream);
        var records = new RecordReader(reader, context.Zone);
        var brokeAt = await SaveAsync(context, reader, records, identities, cancellationToken);
        foreach (var (what, count) in records.Dropped)
        {
            await context.LogAsync($"{what}: {count}");
        }

        if (brokeAt is { } line)
        {
            throw new RunException(Outcome.Truncated, Says.BreaksOff(line));
        }

        if (records.IsEmpty)
        {
            throw new RunException(Outcome.ActionNeededAtHolder, Says.Empty);
        }
    }

    private static async Task<int?> SaveAsync(ConnectorContext context, ClinicalReader reader, RecordReader records, Identities identities, CancellationToken cancellationToken)
    {
        int? brokeAt = null;
        var isDated = false;
        try
        {
            foreach (var told in records.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!isDated && records.Produced is { } produced)
                {
                    await context.ProducedAsync(produced);
                }

                isDated = true;
                await SaveAsync(context, told, identities);
            }
        }
        catch (XmlException)
        {
            // What stood before is kept; the run says where it ended.
            brokeAt = reader.Line;
        }

        if (records.Document() is { } document)
        {
            await SaveAsync(context, document, identities);
        }

        return brokeAt;
    }

    private static async ValueTask SaveAsync(ConnectorContext context, Told told, Identities identities)
    {
        if (told.Draft is not { } draft)
        {
            await context.RejectAsync(told.Type, told.Reason!, new Origin(told.At));
            return;
        }

        identities.Settle(told.Type, draft);
        await context.SaveAsync(told.Type, writer => Write(writer, draft), new Origin(told.At));
    }

    private static Identities Learn(ConnectorContext context, ImportFile file, CancellationToken cancellationToken)
    {
        var identities = new Identities();
        using var stream = file.Open();
        using var reader = Open(stream);
        try
        {
            foreach (var told in new RecordReader(reader, context.Zone).Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (told.Draft is { } draft)
                {
                    identities.Learn(told.Type, draft);
                }
            }
        }
        catch (XmlException)
        {
            // The second pass ends at the same place, and says so.
        }

        return identities;
    }

    private static ClinicalReader Open(Stream stream)
    {
        var reader = new ClinicalReader(stream);
        if (reader.FindRoot() is not "ClinicalDocument" and var root)
        {
            throw new RunException(Outcome.NotMyFile, root is "section" or "component" or "entry" or "observation" or "organizer" or "act" ? Says.Fragment : Says.NotClinical);
        }

        return reader;
    }

    private static void Write(Utf8JsonWriter writer, JsonObject draft)
    {
        foreach (var (name, value) in draft)
        {
            writer.WritePropertyName(name);
            value!.WriteTo(writer);
        }
    }
}
