using Hub.Sdk;

namespace Shifty;

/// <summary>Breaks what a script cannot, as its files say: two runs over the same that differ, and a run that takes too much memory.</summary>
public sealed class ShiftyConnector : IConnector
{
    private static readonly List<byte[]> Kept = [];

    public async Task ImportAsync(ConnectorContext context, ImportFile file, CancellationToken cancellationToken)
    {
        using var text = ImportText.Open(file, ImportText.FindEncoding(file));
        var asked = (await text.ReadToEndAsync(cancellationToken)).TrimEnd();
        for (var i = 0; i < 320 && asked.EndsWith("too much", StringComparison.Ordinal); i++)
        {
            Kept.Add(new byte[1024 * 1024]);
            Array.Fill(Kept[^1], (byte)i);
            await context.LogAsync("one more");
        }

        if (asked.EndsWith("by chance", StringComparison.Ordinal))
        {
            await context.RejectAsync("energy.consumption", new Text("This reading cannot be read.", "Ce relevé ne peut pas être lu."), new Origin(Guid.NewGuid().ToString()));
        }
    }
}
