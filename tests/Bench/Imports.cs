using System.Diagnostics;
using System.Text.Json;

namespace Bench;

/// <summary>Hands a file over in chunks, as the web app does, and waits for its run.</summary>
internal static class Imports
{
    private const int Chunk = 8 * 1024 * 1024;

    /// <summary>Seconds as the client waits from its request, and as the run itself took from its start to its end.</summary>
    public static async Task<(double Seconds, double OfRun, long Created)> RunAsync(Server server, string file)
    {
        var upload = await UploadAsync(server, file);
        var begun = Stopwatch.GetTimestamp();
        using var begin = await server.Client.PostAsync("/api/imports", Json($$"""{"uploads":["{{upload}}"]}"""));
        begin.EnsureSuccessStatusCode();
        var run = (await ReadAsync(begin)).GetProperty("run").GetString();
        while (true)
        {
            using var answer = await server.Client.GetAsync($"/api/runs/{run}?wait=30");
            var state = await ReadAsync(answer);
            if (state.GetProperty("state").GetString() is "waiting")
            {
                var key = state.GetProperty("question").GetProperty("key").GetString()!;
                using var given = await server.Client.PostAsync($"/api/runs/{run}/answer", Json($$"""{"key":"{{key}}","answer":"{{(key == "currency" ? "EUR" : "Mine")}}"}"""));
                given.EnsureSuccessStatusCode();
            }

            if (state.GetProperty("state").GetString() is "succeeded" or "partial" or "failed")
            {
                return (Stopwatch.GetElapsedTime(begun).TotalSeconds, (state.GetProperty("ended").GetDateTimeOffset() - state.GetProperty("started").GetDateTimeOffset()).TotalSeconds, state.GetProperty("counts").GetProperty("created").GetInt64());
            }
        }
    }

    public static async Task<string> UploadAsync(Server server, string file)
    {
        using var made = await server.Client.PostAsync("/api/uploads", Json($$"""{"name":"{{Path.GetFileName(file)}}","length":{{new FileInfo(file).Length}}}"""));
        made.EnsureSuccessStatusCode();
        var id = (await ReadAsync(made)).GetProperty("id").GetString()!;
        await using var content = File.OpenRead(file);
        var buffer = new byte[Chunk];
        for (long offset = 0; await content.ReadAtLeastAsync(buffer, Chunk, throwOnEndOfStream: false) is > 0 and var read; offset += read)
        {
            using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/uploads/{id}") { Content = new ByteArrayContent(buffer, 0, read) };
            request.Headers.Add("Upload-Offset", $"{offset}");
            using var answer = await server.Client.SendAsync(request);
            answer.EnsureSuccessStatusCode();
        }

        return id;
    }

    private static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) => JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync());
}
