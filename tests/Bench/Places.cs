using System.Diagnostics;

namespace Bench;

/// <summary>Published builds and generated inputs, under one folder that is thrown away.</summary>
internal sealed class Places : IAsyncDisposable
{
    private int _folders;

    private Places(BenchOptions options, string repository, string root)
    {
        Options = options;
        Repository = repository;
        Root = root;
    }

    public BenchOptions Options { get; }

    public string Repository { get; }

    public string Root { get; }

    public string Hub => Path.Combine(Root, "hub", OperatingSystem.IsWindows() ? "hub.exe" : "hub");

    public string RawHttp => Path.Combine(Root, "rawhttp", "RawHttp");

    public string RawSqlite => Path.Combine(Root, "rawsqlite", "RawSqlite");

    public static async Task<Places> PrepareAsync(BenchOptions options)
    {
        var repository = FindRepository();
        var places = new Places(options, repository, Path.Combine(repository, "artifacts", "bench"));
        Directory.CreateDirectory(places.Root);
        await places.PublishAsync(Path.Combine(repository, "functions", "Hub"), "hub");
        var copy = Path.Combine(Path.GetTempPath(), $"hub-yardstick-{Guid.NewGuid():n}");
        CopyFolder(options.Yardstick, copy);
        await places.PublishAsync(Path.Combine(copy, "RawHttp"), "rawhttp");
        await places.PublishAsync(Path.Combine(copy, "RawSqlite"), "rawsqlite");
        Directory.Delete(copy, recursive: true);
        return places;
    }

    /// <summary>A data folder that no earlier run used.</summary>
    public string NewFolder(string name)
    {
        var folder = Path.Combine(Root, "run", $"{name}-{++_folders}");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        return folder;
    }

    /// <summary>The yardstick's seeded records, made once.</summary>
    public async Task<string> RecordsAsync(int count)
    {
        var path = Path.Combine(Root, $"records-{count}.ndjson");
        if (!File.Exists(path))
        {
            await using var output = File.Create(path + ".part");
            using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Options.Yardstick, "gen.mjs"), $"{count}"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
            await node.StandardOutput.BaseStream.CopyToAsync(output);
            await node.WaitForExitAsync();
            File.Move(path + ".part", path);
        }

        return path;
    }

    public ValueTask DisposeAsync()
    {
        var run = Path.Combine(Root, "run");
        if (Directory.Exists(run))
        {
            Directory.Delete(run, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    private async Task PublishAsync(string project, string name)
    {
        var said = await Processes.RunAsync("dotnet", ["publish", project, "-c", "Release", "-o", Path.Combine(Root, name), "--nologo", "-v", "q"]);
        if (said.ExitCode != 0)
        {
            throw new InvalidOperationException($"{name} does not publish: {said.Output}");
        }
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Hub.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Run this inside the checkout.");
        }

        return folder.FullName;
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
            File.SetAttributes(target, FileAttributes.Normal);
        }
    }
}
