using System.Globalization;
using System.Net;
using System.Text.Json;
using Hub.Sdk;

namespace MyPlugin;

/// <summary>Daily readings of one meter, from the holder's API or from the file that it gives.</summary>
public sealed class MyPluginConnector : IConnector
{
    private const string Api = "https://api.example.org/v1";

    /// <summary>Tries the settings before they are saved.</summary>
    public async Task<HolderAccount?> ProbeAsync(ConnectorContext context, CancellationToken cancellationToken)
    {
        using var reply = await GetAsync(context, $"{Api}/meter", cancellationToken);
        var meter = Text(reply.RootElement, "meter");
        return new HolderAccount(meter, $"Meter {meter}");
    }

    /// <summary>One page after the other, from the last that was read.</summary>
    public async Task SyncAsync(ConnectorContext context, CancellationToken cancellationToken)
    {
        var from = context.Cursor;
        do
        {
            using var page = await GetAsync(context, from is null ? $"{Api}/readings" : $"{Api}/readings?from={from}", cancellationToken);
            var meter = Text(page.RootElement, "meter");
            foreach (var reading in page.RootElement.GetProperty("readings").EnumerateArray())
            {
                await KeepAsync(context, meter, Text(reading, "day"), Text(reading, "kwh"), new Origin(Text(reading, "day")));
            }

            from = Text(page.RootElement, "next");
            if (from.Length > 0)
            {
                // Everything before this page is saved: a run that is killed goes on here.
                await context.SetCursorAsync(from);
            }
        }
        while (from.Length > 0);
    }

    /// <summary>The file that the holder gives: its name and the meter, a heading, then a day and its kWh on each line.</summary>
    public async Task ImportAsync(ConnectorContext context, ImportFile file, CancellationToken cancellationToken)
    {
        using var text = ImportText.Open(file, ImportText.FindEncoding(file));
        var first = (await text.ReadLineAsync(cancellationToken))?.Split(';');
        if (first is not ["Example Energy", { Length: > 0 } meter])
        {
            throw new RunException(Outcome.NotMyFile, new Text("The first line does not name a meter.", "La première ligne ne nomme pas de compteur."));
        }

        await text.ReadLineAsync(cancellationToken);
        for (var number = 3; await text.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            var cells = line.Split(';');
            await KeepAsync(context, meter, cells[0], cells.Length > 1 ? cells[1] : "", new Origin($"line {number}"));
        }
    }

    private static async ValueTask KeepAsync(ConnectorContext context, string meter, string day, string kwh, Origin origin)
    {
        if (!DateTime.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            || !decimal.TryParse(kwh, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var energy))
        {
            // Never guess: what cannot be read is shown with its reason, and its neighbours are kept.
            await context.RejectAsync("energy.consumption", new Text("Expected a day and its kWh.", "Un jour et ses kWh étaient attendus."), origin);
            return;
        }

        var start = new DateTimeOffset(date, context.Zone.GetUtcOffset(date));
        var end = new DateTimeOffset(date.AddDays(1), context.Zone.GetUtcOffset(date.AddDays(1)));
        await context.SaveAsync("energy.consumption", data =>
        {
            data.WriteString("usagePoint", meter);
            data.WriteString("commodity", "electricity");
            data.WriteString("direction", "delivered");
            data.WriteString("series", "daily");
            data.WriteString("start", start.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
            data.WriteNumber("duration", (long)(end - start).TotalSeconds);
            data.WriteNumber("energy", energy);
        }, origin);
    }

    private static async Task<JsonDocument> GetAsync(ConnectorContext context, string url, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);

        // {{key}}: the hub puts the secret in its place on the way out.
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Text(context.Settings, "key")}");
        using var reply = await context.Http.SendAsync(request, cancellationToken);
        if (!reply.IsSuccessStatusCode)
        {
            throw Failure(reply.StatusCode);
        }

        try
        {
            return JsonDocument.Parse(await reply.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (JsonException)
        {
            throw new RunException(Outcome.FormatChanged, new Text("Example Energy answered something that is no JSON.", "Example Energy a répondu autre chose que du JSON."));
        }
    }

    /// <summary>The outcome says what the person reads, who must act, and when the hub tries again.</summary>
    private static RunException Failure(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(Outcome.CredentialsRefused, new Text("Example Energy refused the access key.", "Example Energy a refusé la clé d'accès.")),
        HttpStatusCode.TooManyRequests => new(Outcome.RateLimited, new Text("Example Energy asks for patience.", "Example Energy demande de patienter.")),
        >= HttpStatusCode.InternalServerError => new(Outcome.HolderUnavailable, new Text("Example Energy does not answer at the moment.", "Example Energy ne répond pas pour le moment.")),
        _ => new(Outcome.FormatChanged, new Text($"Example Energy answered with status {(int)status}.", $"Example Energy a répondu avec le statut {(int)status}.")),
    };

    private static string Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
