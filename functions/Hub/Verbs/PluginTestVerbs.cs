using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Core.Egress;
using Hub.Core.Plugins;
using Hub.Core.Plugins.Conformance;
using Hub.Core.Plugins.Running;
using Hub.Core.Records;
using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Verbs;

/// <summary>An author's two judges: the conformance suite, and the level that its facts add up to.</summary>
internal static class PluginTestVerbs
{
    private static readonly Option<bool> Json = new("--json") { Description = "For programs." };

    public static Command Test()
    {
        var folder = new Argument<DirectoryInfo>("DIR") { Description = "The plug-in's folder, built." };
        var record = new Option<string?>("--record") { Description = "Instead, runs it once against the real holder and writes recordings/NAME.json, without what belongs to somebody." };
        var settings = new Option<FileInfo?>("--settings") { Description = "With --record: a JSON file of the settings, secrets included. Keep it out of the plug-in's folder." };
        var probe = new Option<bool>("--probe") { Description = "With --record: tries the settings instead of fetching." };
        var answers = new Option<string[]>("--answer") { Description = "With --record: KEY=TEXT, what to answer when the run asks; without, it is asked here." };
        var expect = new Option<Outcome>("--expect") { Description = "With --record: how the run is meant to end, such as CredentialsRefused; one that ends otherwise is told and not written.", DefaultValueFactory = _ => Outcome.Done };
        return new Command("test", "Tries a plug-in on its recordings and samples: the conformance suite.") { folder, Json, record, settings, probe, answers, expect }.Does(async (parsed, hub, cancellationToken) =>
        {
            var plugin = Load(hub, parsed.GetValue(folder)!);
            if (parsed.GetValue(record) is { } name)
            {
                return await RecordAsync(hub, plugin, name, parsed.GetValue(settings), parsed.GetValue(probe), parsed.GetValue(answers) ?? [], parsed.GetValue(expect), cancellationToken);
            }

            var report = await RunAsync(hub, plugin, cancellationToken);
            if (parsed.GetValue(Json))
            {
                Console.WriteLine(JsonSerializer.Serialize(report, PluginTestJson.Default.ConformanceReport));
            }
            else
            {
                Print(report);
            }

            return report.Passed ? 0 : throw new VerbException($"{report.Plugin} {report.Version} does not pass; see above.");
        });
    }

    public static Command Check()
    {
        var folder = new Argument<DirectoryInfo>("DIR") { Description = "The plug-in's folder, built." };
        return new Command("check", "Computes a plug-in's quality level from facts, and says what the next one needs.") { folder, Json }.Does(async (parsed, hub, cancellationToken) =>
        {
            var plugin = Load(hub, parsed.GetValue(folder)!);
            var report = await RunAsync(hub, plugin, cancellationToken);
            var quality = Quality.Of(plugin, report);
            if (parsed.GetValue(Json))
            {
                Console.WriteLine(JsonSerializer.Serialize(quality, PluginTestJson.Default.Quality));
                return 0;
            }

            if (!report.Passed)
            {
                Print(report);
            }

            foreach (var fact in quality.Facts)
            {
                Console.WriteLine($"  {(fact.Holds ? "yes" : "no ")}  {fact.Level,-6}  {fact.Says}");
            }

            Console.WriteLine(quality.Level == QualityLevel.Gold ? $"{plugin.Id} {plugin.Manifest.Version} is gold." : $"{plugin.Id} {plugin.Manifest.Version} is {(quality.Level == QualityLevel.None ? "not bronze yet" : quality.Level.ToString().ToLowerInvariant())}. For {(quality.Level + 1).ToString().ToLowerInvariant()} it needs:");
            foreach (var fact in quality.Missing)
            {
                Console.WriteLine($"  - {fact.Says}");
            }

            return 0;
        });
    }

    private static Plugin Load(Workshop hub, DirectoryInfo folder) =>
        hub.Get<PluginFolder>().Load(folder.FullName, null, out var why) ?? throw new VerbException($"{folder.FullName} is no plug-in: {why}");

    private static async Task<int> RecordAsync(Workshop hub, Plugin plugin, string name, FileInfo? settings, bool probe, IReadOnlyList<string> answers, Outcome expected, CancellationToken cancellationToken)
    {
        if (Path.GetFileName(name) != name || settings is { Exists: false })
        {
            throw new VerbException(settings is { Exists: false } ? $"There is no file {settings.FullName}." : "--record takes a name, such as first-sync.");
        }

        if (File.Exists(Path.Combine(plugin.Folder, "recordings", name + ".json")))
        {
            throw new VerbException($"recordings/{name}.json is there already, and may have been changed by hand. Choose another name, or delete it first.");
        }

        JsonElement given;
        try
        {
            given = JsonElement.Parse(settings is null ? "{}"u8 : await File.ReadAllBytesAsync(settings.FullName, cancellationToken));
        }
        catch (JsonException)
        {
            throw new VerbException($"{settings!.Name} is no JSON object of settings.");
        }

        var taken = await WithVaultsAsync(hub, vaults => new RecordingRun(hub.Get<RecordTypes>().With(plugin.Types), new RunnerLauncher(), vaults, hub.Options.Clock, (key, question, choices) => Ask(answers, key, question, choices)).RunAsync(plugin, given, probe, hub.Get<Broker>(), cancellationToken));
        if ((taken.Outcome ?? Outcome.Done) != expected)
        {
            throw new VerbException($"The run ended as {taken.Outcome?.ToString() ?? "a question"}: {(taken.Detail ?? SentenceOf(taken.Outcome ?? Outcome.CodeNeeded)).En} Nothing was written.{(taken.Outcome is { } told ? $" Where it is meant to end so, add --expect {told}." : "")}");
        }

        var recording = taken.Recording;
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(plugin.Folder, "recordings")).FullName, name + ".json");
        recording.Save(path);
        Console.WriteLine($"{path}: {recording.Calls!.Count} {(recording.Calls.Count == 1 ? "call" : "calls")}, {recording.Expected!.Outcome ?? $"asks \"{recording.Expected.Question}\""}, {recording.Expected.Saved} records.");
        Console.WriteLine("Your settings and answers, the host that they name, cookies, tokens, mail addresses and long numbers are made up now. Names and texts are not: read it before you share it.");
        return 0;
    }

    private static Text SentenceOf(Outcome outcome) => Outcomes.Of(outcome).Tried ?? Outcomes.Of(outcome).Sentence;

    private static string? Ask(IReadOnlyList<string> answers, string key, Text question, IReadOnlyList<Choice> choices)
    {
        if (answers.FirstOrDefault(answer => answer.StartsWith($"{key}=", StringComparison.Ordinal)) is { } given)
        {
            return given[(key.Length + 1)..];
        }

        foreach (var choice in choices)
        {
            Console.WriteLine($"  {choice.Value}: {choice.Label.En}");
        }

        Console.Write($"{question.En} ({key}) ");
        return Console.In.ReadLine()?.Trim() is { Length: > 0 } typed ? typed : null;
    }

    private static Task<ConformanceReport> RunAsync(Workshop hub, Plugin plugin, CancellationToken cancellationToken) =>
        WithVaultsAsync(hub, vaults => new ConformanceSuite(hub.Get<RecordTypes>().With(plugin.Types), new RunnerLauncher(), vaults, hub.Options.Clock).RunAsync(plugin, cancellationToken));

    private static async Task<T> WithVaultsAsync<T>(Workshop hub, Func<IVaultStores, Task<T>> work)
    {
        var scratch = Directory.CreateTempSubdirectory("hub-plugin-test-").FullName;
        try
        {
            return await work(hub.Get<Func<string, IVaultStores>>()(scratch));
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static void Print(ConformanceReport report)
    {
        foreach (var check in report.Checks)
        {
            Console.WriteLine($"  {(!check.Applies ? "--  " : check.Passed ? "ok  " : "FAIL")}  {check.Name}: {check.Says}");
            foreach (var problem in check.Problems)
            {
                Console.WriteLine($"          {problem}");
            }
        }

        Console.WriteLine($"{report.Plugin} {report.Version}: {report.Checks.Count(check => check is { Passed: true, Applies: true })} of {report.Checks.Count(check => check.Applies)} checks hold ({report.Facts.Runs} runs).");
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ConformanceReport))]
[JsonSerializable(typeof(Quality))]
internal sealed partial class PluginTestJson : JsonSerializerContext;
