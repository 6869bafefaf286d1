using System.Net;
using System.Net.Sockets;
using System.Text;
using Hub.Core.Plugins.Running;
using Hub.Sdk;

namespace Runner.Tests;

/// <summary>What the system itself keeps a plug-in in C# from, where it can. A plug-in in JavaScript has no way to ask for any of it.</summary>
public sealed class SandboxTests
{
    private static readonly Sandbox Sandbox = Place.Launcher.Sandbox;

    [Fact]
    public void The_hub_says_what_the_system_does()
    {
        TestContext.Current.SendDiagnosticMessage($"Here: {Sandbox.Sentence.En}");
        Assert.All([Sandbox.None, Sandbox.Of(1), Sandbox.Of(4), Sandbox.Of(7)], sandbox =>
        {
            Assert.NotEmpty(sandbox.Sentence.En);
            Assert.NotEqual(sandbox.Sentence.En, sandbox.Sentence.Fr);
        });
        Assert.Equal(Sandbox.None, new RunnerLauncher(Place.Runner, confine: false).Sandbox);
    }

    [Theory]
    [InlineData("read-a-file")]
    [InlineData("read-in-a-finalizer")]
    public async Task It_reads_no_file_of_anybodys(string behaviour)
    {
        SkipUnless(Sandbox.Files);
        using var folder = new ScriptFolder("");

        Assert.Equal("refused", await TryAsync(behaviour, Path.Join(folder.Path, "plugin.js")));
        Assert.Equal("refused", await TryAsync(behaviour, "/etc/passwd"));
        Assert.Equal("refused", await TryAsync(behaviour, typeof(Sandbox).Assembly.Location));
        Assert.StartsWith("done", await TryAsync(behaviour, Path.Join(folder.Path, "plugin.js"), confine: false), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list-a-folder", "/etc")]
    [InlineData("list-a-folder", "/proc")]
    [InlineData("list-a-folder", "/")]
    [InlineData("read-the-hubs-environment", "")]
    [InlineData("start-a-program", "/bin/sleep")]
    public async Task It_looks_at_nothing_outside_of_its_folder_and_starts_nothing(string behaviour, string what)
    {
        SkipUnless(Sandbox.Files);

        Assert.Equal("refused", await TryAsync(behaviour, what));
        Assert.StartsWith("done", await TryAsync(behaviour, what, confine: false), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_writes_nowhere_not_even_into_its_own_folder()
    {
        SkipUnless(Sandbox.Files);
        using var folder = new ScriptFolder("");

        foreach (var path in new[] { Path.Join(folder.Path, "new"), Path.Join(folder.Path, "plugin.js"), Path.Join(Place.Plugin("Behaving"), "new"), Path.Join(Place.Runner, "Hub.Runner.dll") })
        {
            Assert.Equal("refused", await TryAsync("write-a-file", path));
        }

        Assert.False(File.Exists(Path.Join(folder.Path, "new")));
    }

    [Fact]
    public async Task It_opens_no_connection_and_takes_none()
    {
        SkipUnless(Sandbox.Connections);
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var port = ((IPEndPoint)server.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal("refused", await TryAsync("connect", port));
        Assert.Equal("refused", await TryAsync("listen", ""));
        Assert.False(server.Pending());
        Assert.Equal("done ", await TryAsync("connect", port, confine: false));
    }

    [Fact]
    public async Task It_signals_no_process_of_anybodys()
    {
        SkipUnless(Sandbox.Processes);

        // Were it not refused, there would be nobody left to say so.
        Assert.Equal("refused", await TryAsync("signal-the-hub", ""));
    }

    private static void SkipUnless(bool can) => Assert.SkipUnless(can, "the system cannot confine a runner so: " + Sandbox.Sentence.En);

    private static async Task<string> TryAsync(string behaviour, string what, bool confine = true)
    {
        var handler = new RecordingHandler(Encoding.UTF8.GetBytes($"{behaviour}\n{what}\n"));
        var result = await new RunnerProcess(new RunnerLauncher(Place.Runner, confine), new RunnerLimits(), TimeProvider.System)
            .RunAsync(Runs.Request("Behaving"), handler, TestContext.Current.CancellationToken);
        Assert.Equal((Outcome.Done, null), (result.Outcome, result.Detail));
        return handler.Log[^1];
    }
}
