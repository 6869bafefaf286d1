using System.Reflection;
using System.Runtime.InteropServices;
using Hub.Wire;

namespace Hub.Runner.Scripts;

/// <summary>
/// A runner that is started before there is a run plays a script of ours meanwhile, through the same code and against a hub in miniature, so that the engine is
/// loaded and compiled when the run comes. Everything that it made is thrown away: what a run finds is a process that never ran a script, only a faster one.
/// </summary>
internal static partial class Rehearsal
{
    // Once compiles it all; what little comes after is not worth the processor time of a person who runs nothing.
    private const int Times = 3;
    private const int LowestPriority = 19;

    public static void Run()
    {
        var thread = new Thread(Play) { Name = "rehearsal" };
        thread.Start();
        thread.Join();
    }

    private static void Play()
    {
        if (OperatingSystem.IsLinux())
        {
            // Of this thread and those that it starts; it ends with the rehearsal. Somebody's run may be at work.
            _ = SetPriority(0, 0, LowestPriority);
        }

        var script = Script();
        for (var time = 0; time < Times; time++)
        {
            Play(script, RunMode.Sync);
            Play(script, RunMode.Import);
        }
    }

    private static void Play(byte[] script, RunMode mode)
    {
        using var hub = new RehearsalHub();
        hub.Say(new StartMessage
        {
            Folder = "",
            Entry = "rehearsal.js",
            Runtime = "js",
            Mode = mode,
            Settings = "{}"u8.ToArray(),
            Zone = "Europe/Paris",
            Now = DateTimeOffset.UnixEpoch,
            Answers = new Dictionary<string, string>(StringComparer.Ordinal),
            Decimals = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["rehearsal"] = ["/amount"] },
            FileName = "rehearsal.csv",
            FileLength = RehearsalHub.File.Length,
            Script = script,
        });
        using var link = new HubLink(hub, hub, gone: static () => { });
        link.Finish(ScriptRun.Run(link.Begin()!, link));
    }

    private static byte[] Script()
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream("Hub.Runner.rehearsal.js")!;
        using var script = new MemoryStream();
        resource.CopyTo(script);
        return script.ToArray();
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int priority);
}
