using System.Text;
using System.Text.Json;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Sdk.Testing;
using Hub.Wire;

namespace Hub.Core.Plugins.Conformance;

/// <summary>What lies in a plug-in's folder to try it with.</summary>
internal static class ConformanceInputs
{
    private const string ExpectedSuffix = ".expected.json";

    public static IReadOnlyList<TrialInput> Recordings(Plugin plugin, List<string> problems)
    {
        var inputs = new List<TrialInput>();
        foreach (var file in FilesOf(plugin, "recordings").Where(file => file.EndsWith(".json", StringComparison.Ordinal)))
        {
            try
            {
                var recording = RunRecording.Load(file);
                inputs.Add(new TrialInput(Path.GetFileName(file), recording.Mode == "probe" ? RunMode.Probe : RunMode.Sync, recording.Expected ?? new ExpectedRun()) { Recording = recording });
            }
            catch (JsonException wrong)
            {
                problems.Add($"recordings/{Path.GetFileName(file)} is no recording: {JsonFaults.Of(wrong)}");
            }
        }

        return inputs;
    }

    public static IReadOnlyList<TrialInput> Samples(Plugin plugin, List<string> problems) =>
        [.. SampleFiles(plugin).Select(file => new TrialInput(Path.GetFileName(file), RunMode.Import, Beside(file, problems)) { File = File.ReadAllBytes(file) })];

    public static ExpectedRun Beside(string sample, List<string> problems)
    {
        try
        {
            return ExpectedRun.Beside(sample) ?? throw new JsonException("an object is expected");
        }
        catch (JsonException wrong)
        {
            problems.Add($"samples/{Path.GetFileName(sample)}{ExpectedSuffix} says nothing that can be expected: {JsonFaults.Of(wrong)}");
            return new ExpectedRun();
        }
    }

    public static IEnumerable<string> SampleFiles(Plugin plugin) => FilesOf(plugin, "samples").Where(file => !file.EndsWith(ExpectedSuffix, StringComparison.Ordinal) && Path.GetFileName(file) != "README.md");

    /// <summary>Puts a sample's records into a vault: one a line, as <c>{ type, data, subject? }</c>.</summary>
    public static async Task FillAsync(IVaultStore store, RecordTypes types, string file, DateTimeOffset now, List<string> problems)
    {
        var batch = new RecordBatch { Writer = new Writer("me", "account:sample", "test") };
        var scratch = new Scratch();
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(file))
        {
            number++;
            if (line.Length == 0)
            {
                continue;
            }

            var errors = new RecordErrors();
            if (ReadLine(line) is not { } given || types.Find(given.Type) is not { } type || type.Prepare(Encoding.UTF8.GetBytes(given.Data), default, given.Subject, errors, scratch) is not { } record)
            {
                problems.Add($"{Path.GetFileName(file)}, line {number}: no record ({(errors.Count > 0 ? $"{errors.Items[0].Path} {errors.Items[0].Message.En}" : "type and data are expected")})");
                continue;
            }

            batch.Writes.Add(new RecordWrite(WriteKind.Put, type, record.Id, record, new Provenance("me", null, null, null, now, null)));
        }

        await store.CommitAsync(batch);
    }

    private static (string Type, string Data, string Subject)? ReadLine(string line)
    {
        try
        {
            var json = JsonElement.Parse(line);
            return (json.GetProperty("type").GetString()!, json.GetProperty("data").GetRawText(), json.TryGetProperty("subject", out var subject) ? subject.GetString()! : "me");
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null; // told by who asked, with the line's number
        }
    }

    private static IEnumerable<string> FilesOf(Plugin plugin, string folder) => Path.Combine(plugin.Folder, folder) is var path && Directory.Exists(path)
        ? Directory.EnumerateFiles(path).Where(file => !Path.GetFileName(file).StartsWith('.')).Order(StringComparer.Ordinal)
        : [];
}
