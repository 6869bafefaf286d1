namespace Bench;

/// <summary>Many vaults, of which some are busy: what the hub holds open.</summary>
internal static class VaultBenches
{
    private const int Vaults = 5000;
    private const int Busy = 100;

    public static async Task RunAsync(Places places, Report report)
    {
        var data = places.NewFolder("vaults");
        var names = Enumerable.Range(0, Vaults).Select(i => $"person{i}").ToList();
        var template = Path.Combine(data, "vaults");
        var token = await Server.AccountAsync(places, data, names[0]);
        var seed = Directory.EnumerateDirectories(template).Single();
        for (var i = 1; i < Vaults; i++)
        {
            var folder = Path.Combine(template, $"spare-{i:00000}");
            Directory.CreateDirectory(folder);
            File.Copy(Path.Combine(seed, "vault.db"), Path.Combine(folder, "vault.db"));
        }

        var tokens = new List<string> { token };
        foreach (var name in names.Skip(1).Take(Busy - 1))
        {
            tokens.Add(await Server.AccountAsync(places, data, name));
        }

        await using var server = await Server.HubAsync(places, data);
        var before = Descriptors(server.Pid);
        await Parallel.ForEachAsync(tokens, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (one, cancellationToken) =>
        {
            for (var i = 0; i < 20; i++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/api/records/bank.operation") { Content = new StringContent($$$"""{"data":{"account":"a","amount":{{{i}}},"currency":"EUR","bookingDate":"2024-01-01","reference":"{{{i}}}"}}""") };
                request.Headers.TryAddWithoutValidation("Authorization", one["Authorization: ".Length..]);
                request.Content.Headers.ContentType = new("application/x-ndjson");
                using var answer = await server.Client.SendAsync(request, cancellationToken);
                answer.EnsureSuccessStatusCode();
            }
        });
        report.Add($"{Vaults:#,0} vaults, {Busy} busy: descriptors", "", Descriptors(server.Pid), before, "bounded");
        report.Add($"{Vaults:#,0} vaults, {Busy} busy: memory", "MB", Processes.Memory(server.Pid, "VmHWM"), null, "bounded");
    }

    private static int Descriptors(int pid) => Directory.EnumerateFiles($"/proc/{pid}/fd").Count();
}
