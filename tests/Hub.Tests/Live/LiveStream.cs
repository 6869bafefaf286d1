using System.Net;
using System.Text.Json;
using Hub.Testing;

namespace Hub.FrontDoor.Live;

/// <summary>A page's connection, read as a browser reads it.</summary>
internal sealed class LiveStream : IAsyncDisposable
{
    private readonly HttpResponseMessage _answer;
    private readonly StreamReader _lines;
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(2));

    private LiveStream(HttpResponseMessage answer, Stream body) => (_answer, _lines) = (answer, new StreamReader(body));

    public HttpStatusCode Status => _answer.StatusCode;

    public string? Type => _answer.Content.Headers.ContentType?.MediaType;

    public string Buffering => string.Join(',', _answer.Headers.TryGetValues("X-Accel-Buffering", out var values) ? values : []);

    public string LastId { get; private set; } = "";

    public bool WasIdle { get; private set; }

    public List<(string Event, JsonElement Data)> Told { get; } = [];

    public static async Task<LiveStream> OpenAsync(Person person, string after, string? lastId = null, string? vault = null, bool inView = false)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/events?vault={vault ?? person.Vault}&after={Uri.EscapeDataString(after)}");
        if (lastId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastId);
        }

        if (inView)
        {
            request.Headers.Add("Hub-Vault", vault);
        }

        var answer = await person.Session.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new LiveStream(answer, await answer.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event of that name about that run or source.</summary>
    public async Task<JsonElement> NextAsync(string name, string of)
    {
        while (await ReadAsync() is { } told)
        {
            if (told.Event == name && told.Data.GetProperty("id").GetString() == of)
            {
                return told.Data;
            }
        }

        throw new InvalidOperationException($"The stream ended before a {name} about {of}.");
    }

    /// <summary>The last event of that name about that run or source, when the stream has ended.</summary>
    public async Task<JsonElement> LastAsync(string name, string of)
    {
        await EndAsync();
        return Told.Last(told => told.Event == name && told.Data.GetProperty("id").GetString() == of).Data;
    }

    public async Task<string> NextIdAsync()
    {
        var before = LastId;
        while (LastId == before)
        {
            Assert.True(await LineAsync() is not null, "The stream ended before it said where it stands.");
        }

        return LastId;
    }

    public async Task EndAsync()
    {
        while (await ReadAsync() is not null)
        {
            // Kept as it is read.
        }
    }

    public ValueTask DisposeAsync()
    {
        _lines.Dispose();
        _answer.Dispose();
        _limit.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<(string Event, JsonElement Data)?> ReadAsync()
    {
        var name = "";
        while (await LineAsync() is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                name = line["event: ".Length..];
                WasIdle |= name == "idle";
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal) && name != "idle")
            {
                Told.Add((name, JsonDocument.Parse(line["data: ".Length..]).RootElement));
                return Told[^1];
            }
        }

        return null;
    }

    private async Task<string?> LineAsync()
    {
        var line = await _lines.ReadLineAsync(_limit.Token);
        if (line?.StartsWith("id: ", StringComparison.Ordinal) == true)
        {
            LastId = line["id: ".Length..];
        }

        return line;
    }
}
