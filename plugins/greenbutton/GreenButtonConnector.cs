using System.Text;
using System.Xml;
using Hub.Plugins.GreenButton.Feed;
using Hub.Plugins.GreenButton.Readings;
using Hub.Sdk;

namespace Hub.Plugins.GreenButton;

/// <summary>Reads Green Button files (NAESB ESPI): what suppliers give of electricity, gas, water and heat meters, of any interval length.</summary>
public sealed class GreenButtonConnector : IConnector
{
    private const int ProgressEvery = 5000;

    public async Task ImportAsync(ConnectorContext context, ImportFile file, CancellationToken cancellationToken)
    {
        var encoding = ImportText.FindEncoding(file);
        var (map, breaksOff) = Survey(file, encoding, cancellationToken);
        var savers = new Dictionary<MeterSeries, SeriesSaver>(ReferenceEqualityComparer.Instance);
        // Asked before the first reading is saved, and once for the file.
        var asked = map.All().Any(series => series.Asks) ? (await context.AskAsync("meter", Says.WhichMeter)).Trim() : "";
        var heat = map.All().Any(series => series.IsGasVolume) ? FindHeat(await context.AskAsync("heat", Says.HowMuchHeat)) : null;
        var unlinked = new SeriesSaver(context, null, "", heat, breaksOff is not null);
        var read = 0L;
        using (var feed = new FeedReader(file, encoding))
        {
            try
            {
                foreach (var part in feed.Read())
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (part.Reading is not { } reading)
                    {
                        continue;
                    }

                    var saver = map.Find(part.Entry) is { } series ? savers.GetValueOrDefault(series) ?? Open(series) : unlinked;
                    await saver.AddAsync(reading);
                    if (++read % ProgressEvery == 0)
                    {
                        await context.ProgressAsync(read, null);
                    }
                }
            }
            catch (XmlException)
            {
                // The first pass met it too, and said at which line; what was complete before is kept.
            }
        }

        foreach (var saver in savers.Values)
        {
            await saver.FlushAsync();
        }

        await context.LogAsync($"{read} readings of {savers.Count} series");
        if (breaksOff is { } line)
        {
            throw new RunException(Outcome.Truncated, Says.BreaksOff(line, savers.Values.Sum(saver => saver.Saved)));
        }

        SeriesSaver Open(MeterSeries series) => savers[series] = new SeriesSaver(context, series, series.UsagePoint ?? asked, heat, breaksOff is not null);
    }

    private static decimal? FindHeat(string answer) => SeriesSaver.Number(answer.Trim().Replace(',', '.'), out var heat) && heat is >= 1 and <= 50 ? heat : null;

    private static (FeedMap Map, int? BreaksOff) Survey(ImportFile file, Encoding encoding, CancellationToken cancellationToken)
    {
        var map = new FeedMap();
        int? breaksOff = null;
        using var feed = new FeedReader(file, encoding);
        try
        {
            foreach (var part in feed.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (part.Reading is null)
                {
                    map.Add(part.Entry);
                }
            }
        }
        catch (XmlException) when (!feed.HasRoot && DeclaresType(file, encoding))
        {
            throw new RunException(Outcome.NotMyFile, Says.DocumentType);
        }
        catch (XmlException)
        {
            breaksOff = feed.Line;
            feed.Current(map.Add);
        }

        if (!feed.IsEspi || (!map.HasReadings && breaksOff is null))
        {
            throw new RunException(Outcome.NotMyFile, feed.IsEspi ? Says.NoReadings : Says.NotMine);
        }

        return (map, breaksOff);
    }

    private static bool DeclaresType(ImportFile file, Encoding encoding)
    {
        using var text = ImportText.Open(file, encoding);
        var head = new char[64 * 1024];
        return head.AsSpan(0, text.ReadBlock(head)).Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase);
    }
}
