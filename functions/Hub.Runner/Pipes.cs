using System.Runtime.InteropServices;
using Hub.Wire;
using Microsoft.Win32.SafeHandles;

namespace Hub.Runner;

/// <summary>
/// Takes the pipes to the hub away from where a plug-in, or a native library of it, would print: standard output becomes standard
/// error, standard input is empty, and children that the plug-in starts do not inherit the pipes.
/// </summary>
internal sealed partial record Pipes(Stream Input, Stream Output)
{
    private const int DuplicateCloseOnExec = 1030;
    private const int SetPipeSize = 1031;
    private const int Interrupt = 2;
    private const int Terminate = 15;
    private const int CoreFiles = 4;

    public static Pipes Take()
    {
        if (!OperatingSystem.IsLinux())
        {
            var pipes = new Pipes(Console.OpenStandardInput(), Console.OpenStandardOutput());
            Console.SetOut(Console.Error);
            Console.SetIn(TextReader.Null);
            return pipes;
        }

        var (input, output) = (Control(0, DuplicateCloseOnExec, 3), Control(1, DuplicateCloseOnExec, 3));
        _ = Duplicate(2, 1);
        using (var nothing = File.OpenHandle("/dev/null"))
        {
            _ = Duplicate((int)nothing.DangerousGetHandle(), 0);
        }

        // Refused is fine: only more switches between the processes.
        _ = Control(input, SetPipeSize, Protocol.ChunkSize);
        _ = Control(output, SetPipeSize, Protocol.ChunkSize);

        // A terminal's Ctrl+C or a stopping service reaches every process; only the hub knows what it means for a run. The handler is a C function
        // that does nothing with the signal's number: one that ignores would be inherited by children that the plug-in starts.
        var harmless = NativeLibrary.GetExport(NativeLibrary.Load("libc", typeof(Pipes).Assembly, searchPath: null), "abs");
        Signal(Interrupt, harmless);
        Signal(Terminate, harmless);

        // A core file would hold a person's data.
        SetLimit(CoreFiles, default);
        return new Pipes(Open(input, FileAccess.Read), Open(output, FileAccess.Write));
    }

    private static FileStream Open(int descriptor, FileAccess access) => new(new SafeFileHandle(descriptor, ownsHandle: true), access, bufferSize: 0);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command, int argument);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate(int from, int to);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial void Signal(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial void SetLimit(int resource, in Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Limit
    {
        public readonly ulong Soft;
        public readonly ulong Hard;
    }
}
