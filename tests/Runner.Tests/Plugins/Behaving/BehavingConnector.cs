using System.Globalization;
using Hub.Sdk;

namespace Behaving;

/// <summary>Tells its process, saves three records, then does what the first line of its file names; the second word of the line is a number.</summary>
public sealed class BehavingConnector : IConnector
{
    public async Task ImportAsync(ConnectorContext context, ImportFile file, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(file.Open());
        var words = (await reader.ReadLineAsync(cancellationToken))!.Split(' ');
        await context.LogAsync("pid " + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        for (var i = 0; i < 3; i++)
        {
            await SaveAsync(context, i);
        }

        // Waiting for the hub's answer means that the hub has what was saved before.
        file.Open().Dispose();
        var run = new Run(context, file, words.Length > 1 ? long.Parse(words[1], CultureInfo.InvariantCulture) : 0);
        var behaviour = new[] { Crashes.All, Floods.All, Disturbances.All, Calls.All, Escapes.All, Holders.All }.Select(all => all.GetValueOrDefault(words[0])).First(found => found is not null);
        await behaviour!(run);
    }

    public async Task<HolderAccount?> ProbeAsync(ConnectorContext context, CancellationToken cancellationToken)
    {
        using var reply = await context.Http.GetAsync(new Uri("https://holder.example/me"), cancellationToken);
        return new HolderAccount(await reply.Content.ReadAsStringAsync(cancellationToken), "Zoé");
    }

    public static ValueTask SaveAsync(ConnectorContext context, long number) =>
        context.SaveAsync("test.item", data => data.WriteNumber("n", number), new Origin("line " + number.ToString(CultureInfo.InvariantCulture)));
}

/// <summary>What a behaviour works with.</summary>
public sealed record Run(ConnectorContext Context, ImportFile File, long Number);
