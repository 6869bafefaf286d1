using System.Diagnostics;

namespace Hub.Testing;

/// <summary>A function app's folder, and how the Functions host is played for it.</summary>
/// <param name="Folder">Holds host.json and the functions.</param>
public sealed record FunctionsApp(string Folder)
{
    public const string SetUpCode = "a-code-that-is-long-enough-to-be-by-chance";

    /// <summary>A storage account for the queue; null where runs are carried out without one.</summary>
    public string? Storage { get; init; }

    /// <summary>Whether the host listens to the queue; else a test delivers by itself.</summary>
    public bool Listens { get; init; } = true;

    public int Instances { get; init; } = 1;

    /// <summary>How long an answer may be silent; null for what the platform allows.</summary>
    public int? LongestReply { get; init; }

    /// <summary>What failed comes again after a second: tests do not wait as people do.</summary>
    public FunctionsApp Impatient()
    {
        var file = Path.Combine(Folder, "host.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"visibilityTimeout\": \"00:00:30\"", "\"visibilityTimeout\": \"00:00:01\"", StringComparison.Ordinal).Replace("\"maxPollingInterval\": \"00:00:30\"", "\"maxPollingInterval\": \"00:00:01\"", StringComparison.Ordinal));
        return this;
    }

    /// <summary>A folder like the published one around the executable that was built with these tests: publishing takes a minute.</summary>
    public static FunctionsApp OfBuild()
    {
        var folder = Directory.CreateTempSubdirectory("hub-app-").FullName;
        File.Copy(Path.Combine(Samples.Repository, "host.json"), Path.Combine(folder, "host.json"));
        foreach (var function in new[] { "http", "tick", "run" })
        {
            Directory.CreateDirectory(Path.Combine(folder, function));
            File.Copy(Path.Combine(Samples.Repository, "functions", function, "function.json"), Path.Combine(folder, function, "function.json"));
        }

        var start = Path.Combine(folder, "hub");
        File.WriteAllText(start, $"#!/bin/sh\nexec '{HubProcess.Executable}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(start, File.GetUnixFileMode(start) | UnixFileMode.UserExecute);
        }

        return new FunctionsApp(folder);
    }

    internal ProcessStartInfo Describe(Uri address, string data, IReadOnlyDictionary<string, string> environment)
    {
        string[] arguments =
        [
            "--app", Folder, "--url", address.ToString().TrimEnd('/'), "--instances", $"{Instances}",
            .. Storage is { } storage ? new[] { "--storage", storage, "--queues", Listens ? "on" : "off" } : [],
            .. LongestReply is { } seconds ? new[] { "--longest-reply", $"{seconds}" } : [],
        ];
        var start = new ProcessStartInfo(Host, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["HUB_DATA"] = data;
        if (Storage is not null)
        {
            start.Environment["HUB_STORAGE"] = Storage;
        }

        start.Environment["HUB_PUBLIC_URL"] = address.ToString().TrimEnd('/');
        start.Environment["HUB_SETUP_CODE"] = SetUpCode;
        start.Environment["HUB_WARM_RUNNER"] = "off";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static string Host => Path.Combine(Samples.Repository, "tests", "FunctionsHost", "bin", HubProcess.Configuration, "net10.0", "FunctionsHost");
}
