using Hub.Plugins.BlueButton.Maps;
using Hub.Plugins.BlueButton.Reading;
using Hub.Sdk;

namespace Hub.Plugins.BlueButton;

/// <summary>Reads the Blue Button text reports of VA My HealtheVet and of Medicare, section by section.</summary>
public sealed class BlueButtonConnector : IConnector
{
    /// <inheritdoc/>
    public async Task ImportAsync(ConnectorContext context, ImportFile file, CancellationToken cancellationToken)
    {
        var lines = TextLines.Read(file);
        var (report, maps) = VaReport.IsOne(lines) ? (VaReport.Read(lines), VaSections.All)
            : CmsReport.IsOne(lines) ? (CmsReport.Read(lines), CmsSections.All)
            : throw new RunException(Outcome.NotMyFile, Says.NotBlueButton);
        var saver = new RecordSaver(context, report);
        if (saver.Produced is { } produced)
        {
            await context.ProducedAsync(produced);
        }

        var parts = SectionReader.Read(report, maps).ToList();
        for (var at = 0; at < parts.Count; at++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (at == parts.Count - 1 && !report.IsComplete && parts[at].IsLast)
            {
                await saver.RejectAsync(parts[at], Says.CutEntry);
                continue;
            }

            await saver.SaveAsync(parts[at]);
            await context.ProgressAsync(parts[at].Line, report.LastLine);
        }

        if (!report.IsComplete)
        {
            throw new RunException(Outcome.Truncated, Says.BreaksOff(report.LastLine, report.Sections.Count > 0 ? report.Sections[^1].Title : "…"));
        }
    }
}
