using System.Text;
using Hub.Sdk;

namespace Hub.Plugins.Linky;

/// <summary>Saves what an answer of Data Connect holds.</summary>
internal sealed class LinkyJson(ConnectorContext context)
{
    private static readonly TimeSpan DefaultStep = TimeSpan.FromMinutes(30);

    public async Task ReadAsync(ImportFile file, Encoding encoding, CancellationToken cancellationToken)
    {
        if (file.Length > ImportFile.MaxDocument)
        {
            throw new RunException(Outcome.LimitExceeded, new Text(
                "This JSON file is larger than 64 MB. Ask for shorter periods, in several files.",
                "Ce fichier JSON dépasse 64\u00a0Mo. Demandez des périodes plus courtes, en plusieurs fichiers."));
        }

        var answer = new AnswerReader();
        answer.Read(await BytesAsync(file, encoding, cancellationToken));

        var readings = answer.Readings.Where(reading => reading.Unit is not null).ToList();
        foreach (var reading in readings)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await SaveAsync(reading, cancellationToken);
        }

        var contracts = answer.UsagePoints.Select(point => new ContractAnswer(point)).Where(contract => contract.IsContract).ToList();
        foreach (var contract in contracts)
        {
            await contract.SaveAsync(context, "/customer/usage_points");
        }

        End(answer, readings.Count + contracts.Count);
    }

    private static async Task<byte[]> BytesAsync(ImportFile file, Encoding encoding, CancellationToken cancellationToken)
    {
        await using var stream = encoding is UTF8Encoding ? file.Open() : Encoding.CreateTranscodingStream(file.Open(), encoding, Encoding.UTF8);
        using var bytes = new MemoryStream((int)file.Length);
        await stream.CopyToAsync(bytes, cancellationToken);
        var content = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
        return content.StartsWith(Encoding.UTF8.Preamble) ? content[Encoding.UTF8.Preamble.Length..].ToArray() : bytes.ToArray();
    }

    private async Task SaveAsync(MeterReading reading, CancellationToken cancellationToken)
    {
        var usagePoint = reading.UsagePoint ?? (await context.AskAsync("meter", new Text(
            "This file does not say which meter it is of. What is the delivery point's number (PRM or PDL, 14 digits, on your bill)?",
            "Ce fichier ne dit pas de quel compteur il s'agit. Quel est le numéro du point de livraison (PRM ou PDL, 14 chiffres, sur votre facture)\u202f?"))).Trim();
        var meter = new Meter(usagePoint, reading.Direction, reading.IsDaily ? "daily" : "load-curve", reading.Quality);
        var curve = new LoadCurve(context, meter, reading.Unit!, Durations.Find(reading.Values.GetValueOrDefault("measuring_period")));
        DateTimeOffset? previous = null;
        var (nth, empty) = (0, 0);
        foreach (var item in reading.Readings)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var at = $"/interval_reading/{nth++}";
            var value = Numbers.Find(item.Value);
            var missing = item.Value is "" or "null";
            empty += missing ? 1 : 0;
            var stamp = ParisTime.Find(item.Date, previous);
            if (stamp is null || (value is null && !missing))
            {
                await context.RejectAsync(Meter.Type, new Text(
                    "This reading cannot be read: a local date such as 2024-01-31 00:30:00 and a number were expected.",
                    "Ce relevé ne peut pas être lu\u00a0: une date locale comme 2024-01-31 00:30:00 et un nombre étaient attendus."), new Origin(at));
            }

            if (stamp is null)
            {
                continue;
            }

            previous = stamp;
            if (!reading.IsDaily)
            {
                await curve.AddAsync(new Reading(stamp.Value, value, Durations.Find(item.Length) ?? (reading.Readings.Count == 1 ? DefaultStep : null), at));
            }
            else if (value is not null)
            {
                // A day has 23 or 25 hours when the clocks change.
                var day = stamp.Value.Date;
                var (start, end) = (ParisTime.FromLocal(day), ParisTime.FromLocal(day.AddDays(1)));
                await meter.SaveAsync(context, start, end - start, reading.Unit!.KilowattHours(value.Value, end - start), at);
            }
        }

        await curve.CompleteAsync();
        await context.LogAsync($"{nth} readings, {empty} of them without a value (not measured, not counted as zero)");
    }

    private void End(AnswerReader answer, int understood)
    {
        if (understood == 0 && AnswerFailure.Find(answer.Top, context.Clock.GetUtcNow()) is { } failure)
        {
            throw failure;
        }

        if (answer.BreaksOffAt is { } line && (understood > 0 || answer.Top.Count > 0))
        {
            throw new RunException(Outcome.Truncated, new Text(
                $"The file breaks off or is damaged at line {line}; the readings before were kept. Fetch it again.",
                $"Le fichier s'interrompt ou est abîmé à la ligne {line}\u202f; les relevés précédents ont été gardés. Récupérez-le de nouveau."));
        }

        if (understood == 0)
        {
            throw new RunException(Outcome.NotMyFile, new Text(
                "This JSON holds no readings of energy and no contract of Enedis: nothing was taken from it.",
                "Ce JSON ne contient ni relevé d'énergie ni contrat d'Enedis\u202f: rien n'en a été repris."));
        }
    }
}
