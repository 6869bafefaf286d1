using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hub.Core.Plugins;
using Hub.Core.Plugins.Conformance;
using Hub.Core.Plugins.Running;
using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Verbs;

/// <summary>An author's two judges: the conformance suite, and the level that its facts add up to.</summary>
internal static class PluginTestVerbs
{
    private static readonly Option<bool> Json = new("--json") { Description = "For programs." };

    public static Command Test()
    {
        var folder = new Argument<DirectoryInfo>("DIR") { Description = "The plug-in's folder, built." };
        return new Command("test", "Tries a plug-in on its recordings and samples: the conformance suite.") { folder, Json }.Does(async (parsed, hub, cancellationToken) =>
        {
            var report = await RunAsync(hub, Load(hub, parsed.GetValue(folder)!), cancellationToken);
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

    private static async Task<ConformanceReport> RunAsync(Workshop hub, Plugin plugin, CancellationToken cancellationToken)
    {
        var scratch = Directory.CreateTempSubdirectory("hub-plugin-test-").FullName;
        try
        {
            var suite = new ConformanceSuite(hub.Get<RecordTypes>(), new RunnerLauncher(), hub.Get<Func<string, IVaultStores>>()(scratch), hub.Options.Clock);
            return await suite.RunAsync(plugin, cancellationToken);
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
            Console.WriteLine($"  {(check.Passed ? "ok  " : "FAIL")}  {check.Name}: {check.Says}");
            foreach (var problem in check.Problems)
            {
                Console.WriteLine($"          {problem}");
            }
        }

        Console.WriteLine($"{report.Plugin} {report.Version}: {report.Checks.Count(check => check.Passed)} of {report.Checks.Count} checks hold ({report.Facts.Runs} runs).");
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ConformanceReport))]
[JsonSerializable(typeof(Quality))]
internal sealed partial class PluginTestJson : JsonSerializerContext;
