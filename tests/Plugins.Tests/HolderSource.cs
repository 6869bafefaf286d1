using System.Net;
using System.Text;
using System.Text.Json;
using Hub.Core.Plugins.Running;
using Hub.Sdk;
using Hub.Sdk.Testing;
using Hub.Wire;

namespace Hub.Plugins.Tests;

/// <summary>A source of a plug-in in JavaScript, run by the real runner against a holder of ours, again and again: cursor, session and cookies stay.</summary>
/// <param name="plugin">The plug-in's folder.</param>
/// <param name="settings">As the person typed them, secrets included.</param>
/// <param name="secrets">Which of them are secret.</param>
internal sealed class HolderSource(string plugin, Dictionary<string, string> settings, params string[] secrets) : IDisposable
{
    private static readonly RunnerLimits Limits = new() { Time = TimeSpan.FromMinutes(1) };
    private readonly CookieContainer _cookies = new();
    private HttpClient? _http;

    public string? Cursor { get; set; }

    public string? Session { get; set; }

    public Dictionary<string, string> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>Everything that a run handed over, and what the hub sent, to look for what should not be there.</summary>
    public StringBuilder Seen { get; } = new();

    public DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;

    public async Task<HolderRun> RunAsync(RunMode mode = RunMode.Sync)
    {
        _http ??= new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies });
        var folder = Path.Combine(Samples.Repository, "plugins", plugin);
        var run = new HolderRun(this, _http);
        var request = new RunnerRequest(folder, "plugin.js", SdkVersion.Major, mode, Settings(), Cursor, "Europe/Paris", Now, Answers, null, null)
        {
            Runtime = "js",
            Session = Session,
            Decimals = SharedTypes.Decimals("bank.account", "bank.operation", "energy.consumption"),
        };
        run.Result = await new RunnerProcess(Launcher, Limits, TimeProvider.System).RunAsync(request, run, TestContext.Current.CancellationToken);
        Seen.AppendJoin('\n', run.Everything());
        return run;
    }

    public string Fill(string text, Func<string, string> encode) => secrets.Aggregate(text, (filled, name) => filled.Replace($"{{{{{name}}}}}", encode(settings[name]), StringComparison.Ordinal));

    public void Dispose() => _http?.Dispose();

    private static RunnerLauncher Launcher { get; } = new(Path.Combine(Samples.Repository, "functions", "Hub.Runner", "bin", Output()));

    // bin/Debug/net10.0, of this assembly as of the runner.
    private static string Output() => new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)) is var framework ? Path.Combine(framework.Parent!.Name, framework.Name) : "";

    private byte[] Settings() => JsonSerializer.SerializeToUtf8Bytes(settings.ToDictionary(setting => setting.Key, setting => secrets.Contains(setting.Key) ? $"{{{{{setting.Key}}}}}" : setting.Value));
}

/// <summary>One run, and what it left behind.</summary>
internal sealed class HolderRun(HolderSource source, HttpClient http) : IRunHandler
{
    public RunnerResult Result { get; set; } = null!;

    public Outcome Outcome => Result.Outcome;

    public List<SavedRecord> Saved { get; } = [];

    public List<(string Type, Text Reason, string? At)> Rejected { get; } = [];

    public List<string> Kept { get; } = [];

    /// <summary>The bodies of the replies that were kept.</summary>
    public List<string> Bodies { get; } = [];

    public List<string> Log { get; } = [];

    public HolderAccount? Account { get; private set; }

    public (string Key, Text Question, IReadOnlyList<Choice> Choices)? Question { get; private set; }

    public IReadOnlyList<JsonElement> Of(string type) => [.. Saved.Where(record => record.Type == type).Select(record => record.Data)];

    /// <summary>The ids that the hub would give; fails on a record that it would set aside.</summary>
    public List<string> Ids() => SharedTypes.Accept(Saved);

    public IEnumerable<string?> Everything() => Saved.Select(saved => saved.Data.GetRawText()).Concat(Log).Append(source.Cursor).Append(source.Session).Append(Result.Detail?.En).Append(Question?.Question.En);

    public ValueTask RecordAsync(string type, ReadOnlyMemory<byte> data, string? at, string? subject)
    {
        Saved.Add(new SavedRecord(type, JsonElement.Parse(data.Span), new Origin(at, subject)));
        return ValueTask.CompletedTask;
    }

    public ValueTask RejectAsync(string type, Text reason, string? at, string? subject)
    {
        Rejected.Add((type, reason, at));
        return ValueTask.CompletedTask;
    }

    public ValueTask CursorAsync(string cursor)
    {
        source.Cursor = cursor;
        return ValueTask.CompletedTask;
    }

    public ValueTask SessionAsync(string? session)
    {
        source.Session = session;
        return ValueTask.CompletedTask;
    }

    public ValueTask AccountAsync(HolderAccount account)
    {
        Account = account;
        return ValueTask.CompletedTask;
    }

    public ValueTask QuestionAsync(string key, Text question, IReadOnlyList<Choice> choices)
    {
        Question = (key, question, choices);
        return ValueTask.CompletedTask;
    }

    public ValueTask<string> KeepAsync(string name, HttpReply reply)
    {
        Kept.Add(name);
        Bodies.Add(Encoding.UTF8.GetString(reply.Body.Span));
        return ValueTask.FromResult("sha256-" + name);
    }

    public async ValueTask<HttpReply> HttpAsync(HttpCall call, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(new HttpMethod(call.Method), source.Fill(call.Url, Uri.EscapeDataString)) { Content = new StringContent(source.Fill(Encoding.UTF8.GetString(call.Body.Span), Uri.EscapeDataString)) };
        request.Content.Headers.Clear();
        foreach (var (name, value) in call.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, source.Fill(value, text => text)))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        try
        {
            using var reply = await http.SendAsync(request, cancellationToken);
            return new HttpReply((int)reply.StatusCode, reply.RequestMessage!.RequestUri!.ToString(), [.. reply.Headers.Concat(reply.Content.Headers).Select(header => KeyValuePair.Create(header.Key, string.Join(", ", header.Value)))], await reply.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (HttpRequestException)
        {
            // As the hub says it of any call that came to nothing.
            throw new RunException(Outcome.HolderUnavailable, new Text("The holder broke off.", "Le détenteur a coupé."));
        }
    }

    public ValueTask ProgressAsync(long done, long? total) => ValueTask.CompletedTask;

    public ValueTask LogAsync(string message)
    {
        Log.Add(message);
        return ValueTask.CompletedTask;
    }

    public ValueTask IdleAsync() => ValueTask.CompletedTask;

    public Stream OpenFile() => throw new NotSupportedException();

    public ValueTask<ReadOnlyMemory<byte>> ReadRecordsAsync(string type, string? from, string? to, string? cursor) => throw new NotSupportedException();

    public ValueTask<ReadOnlyMemory<byte>> AggregateAsync(string type, ReadOnlyMemory<byte> queryJson) => throw new NotSupportedException();

    public ValueTask InsightAsync(ReadOnlyMemory<byte> insightJson) => throw new NotSupportedException();
}
