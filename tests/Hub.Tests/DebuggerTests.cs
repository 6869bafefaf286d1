using System.Globalization;
using System.Net.Sockets;
using Hub.Testing;

namespace Hub.Tests;

/// <summary>A runner that waits for its author has what a debugger attaches to.</summary>
public sealed class DebuggerTests
{
    // Where the runtime puts them when its environment, which is emptied, names no other place.
    private const string Sockets = "/tmp";

    // The runtime's diagnostics protocol: magic, length, the command "process information".
    private static readonly byte[] ProcessInformation = [.. "DOTNET_IPC_V1\0"u8, 20, 0, 4, 0, 0, 0];

    [Fact]
    public async Task The_runner_of_the_plug_in_that_is_debugged_waits_and_can_be_attached_to()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("where a debugger finds a process is known for Linux only");
        }

        await using var hub = await HubProcess.StartAsync(arguments: ["--wait-for-debugger", "ofx"]);
        var owner = await hub.OwnerAsync();
        var run = await owner.BeginImportAsync("bank.ofx", await File.ReadAllBytesAsync(Path.Combine(Samples.Repository, "samples", "bank.ofx"), TestContext.Current.CancellationToken));
        var waits = (await hub.HearAsync("waits for a debugger"))[0];
        var pid = int.Parse(waits.Split(' ')[2], CultureInfo.InvariantCulture);

        Assert.Contains(pid, hub.Runners());
        var key = StartOf(pid);
        await AppearedAsync($"clr-debug-pipe-{pid}-{key}-out");
        Assert.Equal(pid, await AskAsync(await AppearedAsync($"dotnet-diagnostic-{pid}-{key}-socket")));
        using var cancelled = await owner.Api.PostAsync($"/api/runs/{run}/cancel", null, TestContext.Current.CancellationToken);
        Assert.Equal("cancelled", (await owner.EndOfAsync(run)).GetProperty("state").GetString());
        Assert.Empty(hub.Runners());
    }

    /// <summary>
    /// What the runtime tells two processes of one number apart by: the 22nd field of its state. A process that was killed
    /// leaves its socket behind, and numbers come again.
    /// </summary>
    private static string StartOf(int pid)
    {
        var state = File.ReadAllText($"/proc/{pid}/stat");
        return state[(state.LastIndexOf(')') + 2)..].Split(' ')[19];
    }

    /// <summary>The runtime makes them while it starts.</summary>
    private static async Task<string> AppearedAsync(string pattern)
    {
        var appeared = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(Sockets, pattern);
        watcher.Created += (_, made) => appeared.TrySetResult(made.FullPath);
        watcher.EnableRaisingEvents = true;
        return Directory.GetFiles(Sockets, pattern).FirstOrDefault() ?? await appeared.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Which process answers there.</summary>
    private static async Task<long> AskAsync(string socket)
    {
        using var client = await ConnectAsync(new UnixDomainSocketEndPoint(socket));
        await client.SendAsync(ProcessInformation, TestContext.Current.CancellationToken);
        var answer = new byte[28];
        await using var stream = new NetworkStream(client);
        await stream.ReadExactlyAsync(answer, TestContext.Current.CancellationToken);
        return BitConverter.ToInt64(answer, 20);
    }
    /// <summary>The file is there when the socket has its name, which is a moment before it listens.</summary>
    private static async Task<Socket> ConnectAsync(UnixDomainSocketEndPoint place)
    {
        while (true)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await client.ConnectAsync(place, TestContext.Current.CancellationToken);
                return client;
            }
            catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionRefused)
            {
                client.Dispose();
                await Task.Yield();
            }
        }
    }
}
