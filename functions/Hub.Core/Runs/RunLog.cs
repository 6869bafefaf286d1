using System.Text.Json;
using Hub.Core.Egress;
using Hub.Core.Vaults;

namespace Hub.Core.Runs;

/// <summary>One line of a plug-in's technical log.</summary>
public sealed record LogLine(DateTimeOffset At, string Text);

/// <summary>
/// What a plug-in logs, kept with its run: the first thousand lines, in parts of a hundred so that a line more rewrites little. What the hub knows to be secret is
/// taken out; the rest is the plug-in's word, so only the vault's owner sees it.
/// </summary>
/// <param name="redactor">Knows the run's secrets and answers.</param>
internal sealed class RunLog(IVaultStore store, string runId, TimeProvider clock, Redactor redactor)
{
    private const int MostLines = 1000;
    private const int PartLines = 100;
    private const int LongestLine = 500;

    private readonly List<LogLine> _part = [];
    private int? _parts;
    private bool _isNew;

    public async ValueTask AddAsync(string message)
    {
        // A run that goes on after a question or a kill adds to its log.
        var parts = _parts ??= await CountAsync();
        if ((parts * PartLines) + _part.Count >= MostLines)
        {
            return;
        }

        _part.Add(new LogLine(clock.GetUtcNow(), Clean(message)));
        _isNew = true;
        if (_part.Count == PartLines)
        {
            await FlushAsync();
            _part.Clear();
            _parts++;
        }
    }

    /// <param name="soon">Something else is about to be committed.</param>
    public async ValueTask FlushAsync(bool soon = false)
    {
        if (_isNew)
        {
            var (id, body) = (RunLogs.IdOf(runId, _parts!.Value), JsonSerializer.SerializeToUtf8Bytes(_part, RunJson.Default.IReadOnlyListLogLine));
            await (soon ? store.PutSoonAsync(RunLogs.Kind, id, body) : store.PutDocumentAsync(RunLogs.Kind, id, body));
            _isNew = false;
        }
    }

    private async ValueTask<int> CountAsync()
    {
        var count = 0;
        while (await store.FindDocumentAsync(RunLogs.Kind, RunLogs.IdOf(runId, count)) is not null)
        {
            count++;
        }

        return count;
    }

    private string Clean(string message)
    {
        message = redactor.Redact(message);
        message = message.Length > LongestLine ? message[..LongestLine] + "…" : message;
        return string.Create(message.Length, message, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
            {
                to[i] = char.IsControl(from[i]) ? ' ' : from[i];
            }
        });
    }

}

/// <summary>The logs of a vault's runs.</summary>
public static class RunLogs
{
    internal const string Kind = "run-log";

    public static async ValueTask<IReadOnlyList<LogLine>> LogOfAsync(this IVaultStore store, string runId)
    {
        var lines = new List<LogLine>();
        for (var part = 0; await store.FindDocumentAsync(Kind, IdOf(runId, part)) is { } body; part++)
        {
            lines.AddRange(JsonSerializer.Deserialize(body, RunJson.Default.IReadOnlyListLogLine)!);
        }

        return lines;
    }

    internal static async ValueTask DeleteLogAsync(this IVaultStore store, string runId)
    {
        for (var part = 0; await store.DeleteDocumentAsync(Kind, IdOf(runId, part)); part++)
        {
            // The next one.
        }
    }

    /// <summary>The removal of a run's log as it stands or falls with other writes.</summary>
    internal static async ValueTask<IReadOnlyList<DocumentWrite>> LogDeletionsAsync(this IVaultStore store, string runId)
    {
        var deletions = new List<DocumentWrite>();
        while (await store.FindDocumentAsync(Kind, IdOf(runId, deletions.Count)) is not null)
        {
            deletions.Add(new DocumentWrite(Kind, IdOf(runId, deletions.Count), null));
        }

        return deletions;
    }

    internal static string IdOf(string runId, int part) => $"{runId}-{part:000}";
}
