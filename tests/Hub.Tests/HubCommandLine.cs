using System.Diagnostics;

namespace Hub.Tests;

public sealed record Finished(int ExitCode, string Output, string Error);

/// <summary>Runs a verb of the real executable to its end.</summary>
public static class HubCommandLine
{
    public static async Task<Finished> RunAsync(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? settings = null)
    {
        using var process = Process.Start(Start(arguments, settings))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return new Finished(process.ExitCode, await output, await error);
    }

    public static ProcessStartInfo Start(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? settings = null)
    {
        var start = new ProcessStartInfo(Repository.Executable, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("HUB_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
