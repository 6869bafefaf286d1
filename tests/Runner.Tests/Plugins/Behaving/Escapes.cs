using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Behaving;

/// <summary>What a plug-in in C# may try of what is nobody's business but the hub's. Each says in the log what came of it.</summary>
internal static class Escapes
{
    public static IReadOnlyDictionary<string, Func<Run, Task>> All { get; } = new Dictionary<string, Func<Run, Task>>(StringComparer.Ordinal)
    {
        ["read-a-file"] = run => TryAsync(run, path => File.ReadAllText(path)),
        ["list-a-folder"] = run => TryAsync(run, path => string.Join(',', Directory.GetFileSystemEntries(path))),
        ["write-a-file"] = run => TryAsync(run, path =>
        {
            File.WriteAllText(path, "written");
            return "";
        }),
        ["read-the-hubs-environment"] = run => TryAsync(run, _ => File.ReadAllText($"/proc/{Parent()}/environ")),
        ["start-a-program"] = run => TryAsync(run, path =>
        {
            using var child = Process.Start(path, "0");
            child.WaitForExit();
            return "";
        }),
        ["signal-the-hub"] = run => TryAsync(run, _ =>
        {
            return Kill(Parent(), 9) == 0 ? "" : throw new IOException();
        }),
        ["connect"] = run => TryAsync(run, port =>
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Connect(new IPEndPoint(IPAddress.Loopback, int.Parse(port, CultureInfo.InvariantCulture)));
            return "";
        }),
        ["listen"] = run => TryAsync(run, _ =>
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            return "";
        }),
        ["read-in-a-finalizer"] = async run =>
        {
            Leave(await SecondLineAsync(run));
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await run.Context.LogAsync(Last.Said);
        },
    };

    private static void Leave(string path) => _ = new Last(path);

    private static int Parent() => int.Parse(File.ReadAllText("/proc/self/stat").Split(')')[^1].Split(' ')[2], CultureInfo.InvariantCulture);

    private static async Task TryAsync(Run run, Func<string, string> attempt) => await run.Context.LogAsync(Try(attempt, await SecondLineAsync(run)));

    private static string Try(Func<string, string> attempt, string what)
    {
        try
        {
            return "done " + attempt(what);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SocketException or System.ComponentModel.Win32Exception)
        {
            return "refused";
        }
    }

    private static async Task<string> SecondLineAsync(Run run)
    {
        using var reader = new StreamReader(run.File.Open(), Encoding.UTF8);
        await reader.ReadLineAsync();
        return (await reader.ReadLineAsync())!;
    }

    // The collector's own thread was there before any of the plug-in's.
    private sealed class Last(string path)
    {
        public static string Said { get; private set; } = "";

#pragma warning disable MA0055 // the finalizer is what is tried
        ~Last() => Said = Try(File.ReadAllText, path);
#pragma warning restore MA0055
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
