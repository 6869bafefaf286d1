using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.Sdk.Testing;

/// <summary>
/// One run as a file: what it began with, what the holder was asked and answered, and what is expected. Kept in a plug-in's folder under
/// <c>recordings/</c>. A call that is not in it fails.
/// </summary>
public sealed record RunRecording
{
    private static readonly DateTimeOffset UsualNow = new(2026, 1, 15, 9, 0, 0, TimeSpan.Zero);

    /// <summary>What the recording shows, for who reads it.</summary>
    public string? About { get; init; }

    /// <summary><c>sync</c> or <c>probe</c>.</summary>
    public string Mode { get => field ?? "sync"; init; }

    /// <summary>The run's clock.</summary>
    public DateTimeOffset Now { get => field == default ? UsualNow : field; init; }

    /// <summary>The person's time zone, IANA.</summary>
    public string Zone { get => field ?? "Europe/Paris"; init; }

    /// <summary>The settings as the plug-in gets them: a secret reads <c>{{NAME}}</c>.</summary>
    public JsonElement? Settings { get; init; }

    /// <summary>The cursor that the run begins at; null for the beginning.</summary>
    public string? Cursor { get; init; }

    /// <summary>The session that an earlier run kept.</summary>
    public string? Session { get; init; }

    /// <summary>The person's answers, by the question's key.</summary>
    public IReadOnlyDictionary<string, string>? Answers { get; init; }

    /// <summary>What the holder was asked and answered, in order.</summary>
    public IReadOnlyList<RecordedCall>? Calls { get; init; }

    /// <summary>How the run must end; null where only the general rules hold.</summary>
    public ExpectedRun? Expected { get; init; }

    /// <summary>Reads a recording.</summary>
    /// <param name="path">Where it is.</param>
    /// <exception cref="JsonException">It is no recording.</exception>
    public static RunRecording Load(string path) => JsonSerializer.Deserialize(File.ReadAllBytes(path), RecordingJson.Default.RunRecording) ?? throw new JsonException("A recording is an object.");

    /// <summary>Writes it, indented and with its letters as they are: somebody reads it before it is shared.</summary>
    /// <param name="path">Where to.</param>
    public void Save(string path)
    {
        using var file = File.Create(path);
        using (var writer = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            JsonSerializer.Serialize(writer, this, RecordingJson.Default.RunRecording);
        }

        file.WriteByte((byte)'\n');
    }
}

/// <summary>One request and its reply.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Url">The whole address; a secret in it reads <c>{{NAME}}</c>.</param>
/// <param name="Reply">What the holder answered.</param>
/// <param name="Body">The request's body where it matters; null matches any.</param>
public sealed record RecordedCall(string Method, string Url, RecordedReply Reply, string? Body = null);

/// <summary>What a holder answered. At most one of json, text and base64.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Json">The body, when it is JSON.</param>
/// <param name="Text">The body, when it is other text.</param>
/// <param name="Base64">The body, when it is none.</param>
/// <param name="Url">The address that answered in the end, where redirects led elsewhere than was asked.</param>
public sealed record RecordedReply(int Status, IReadOnlyDictionary<string, string>? Headers = null, JsonElement? Json = null, string? Text = null, string? Base64 = null, string? Url = null)
{
    /// <summary>The body's bytes.</summary>
    [JsonIgnore]
    public byte[] Bytes =>
        Json is { } json ? System.Text.Encoding.UTF8.GetBytes(json.GetRawText())
        : Text is not null ? System.Text.Encoding.UTF8.GetBytes(Text)
        : Base64 is not null ? Convert.FromBase64String(Base64)
        : [];
}

/// <summary>How a run must end. What is null is not looked at.</summary>
public sealed record ExpectedRun
{
    /// <summary>The outcome's name.</summary>
    public string? Outcome { get; init; }

    /// <summary>How many records are stored in the end.</summary>
    public int? Saved { get; init; }

    /// <summary>How many items are set aside.</summary>
    public int? Rejected { get; init; }

    /// <summary>For a probe: the account's id.</summary>
    public string? Account { get; init; }

    /// <summary>For an application: the keys of its insights, in any order.</summary>
    public IReadOnlyList<string>? Insights { get; init; }

    /// <summary>The key of the question that the run ends with, when it waits for an answer.</summary>
    public string? Question { get; init; }

    /// <summary>For a sample file: the person's answers, by the question's key.</summary>
    public IReadOnlyDictionary<string, string>? Answers { get; init; }

    /// <summary>Reads what is expected of a sample file; everything is null when there is nothing beside it.</summary>
    /// <param name="sample">The sample's path.</param>
    public static ExpectedRun Beside(string sample) =>
        File.Exists(sample + ".expected.json") ? JsonSerializer.Deserialize(File.ReadAllBytes(sample + ".expected.json"), RecordingJson.Default.ExpectedRun)! : new ExpectedRun();
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(RunRecording))]
[JsonSerializable(typeof(ExpectedRun))]
internal sealed partial class RecordingJson : JsonSerializerContext;
