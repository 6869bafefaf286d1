using System.Text;
using Hub.Core.Plugins.Running;
using Hub.Wire;

namespace Runner.Tests;

/// <summary>A plug-in in JavaScript, written into a folder of its own for one test and really run.</summary>
internal sealed class ScriptFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hub-script-");

    public ScriptFolder(string script) => Write("plugin.js", script);

    public string Path => _folder.FullName;

    public void Write(string name, string text)
    {
        var path = System.IO.Path.Join(_folder.FullName, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public RunnerRequest Request(RunMode mode, long length = 0) => Runs.Request("Behaving", length) with { PluginFolder = Path, Entry = "plugin.js", Mode = mode, Runtime = "js" };

    public void Dispose() => _folder.Delete(recursive: true);
}

internal static class Scripts
{
    /// <summary>Imports a file with the body of <c>importFile</c>.</summary>
    public static async Task<(RunnerResult Result, RecordingHandler Told)> ImportAsync(string body, string file = "", RunnerLimits? limits = null, IReadOnlyDictionary<string, IReadOnlyList<string>>? decimals = null)
    {
        using var folder = new ScriptFolder($"exports.importFile = function (hub, file) {{\n{body}\n}};");
        var bytes = Encoding.UTF8.GetBytes(file);
        var request = folder.Request(RunMode.Import, bytes.Length);
        return await RunAsync(decimals is null ? request : request with { Decimals = decimals }, new RecordingHandler(bytes), limits);
    }

    /// <summary>Runs a whole script.</summary>
    public static async Task<(RunnerResult Result, RecordingHandler Told)> RunAsync(string script, RunMode mode, Action<RecordingHandler>? prepare = null)
    {
        using var folder = new ScriptFolder(script);
        var handler = new RecordingHandler([]);
        prepare?.Invoke(handler);
        return await RunAsync(folder.Request(mode), handler);
    }

    public static async Task<(RunnerResult Result, RecordingHandler Told)> RunAsync(RunnerRequest request, RecordingHandler handler, RunnerLimits? limits = null) =>
        (await Runs.RunAsync(request, handler, limits), handler);
}
