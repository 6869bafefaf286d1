using System.Runtime.InteropServices;

namespace Hub.Core.Plugins.Running;

/// <summary>The kernel's own way for a program without rights to give more of them up (Linux 5.13 and later). See https://docs.kernel.org/userspace-api/landlock.html.</summary>
internal static partial class Landlock
{
    // The same numbers on every processor.
    private const long CreateRuleset = 444;
    private const long AddRule = 445;
    private const uint AskVersion = 1;
    private const int PathBeneath = 1;
    private const int OpenPath = 0x200000 | 0x80000; // O_PATH | O_CLOEXEC
    private const int SetDescriptorFlags = 2;

    /// <summary>What the running kernel offers; 0 where it has none of it, or it is switched off.</summary>
    public static int Version { get; } = FindVersion();

    /// <summary>A new set of rules that denies all it can: every access to files, TCP from version 4 on, signals and abstract sockets to others from version 6 on.</summary>
    public static int Create()
    {
        var all = new Ruleset
        {
            Files = (1UL << Version switch { 1 => 13, 2 => 14, 3 or 4 => 15, _ => 16 }) - 1,
            Network = Version >= 4 ? 3UL : 0,
            Scopes = Version >= 6 ? 3UL : 0,
        };
        var size = Version switch { < 4 => 8, < 6 => 16, _ => 24 };
        return Call(CreateRuleset, ref all, size, 0) is var ruleset and >= 0 ? (int)ruleset : throw new IOException($"The kernel made no rules for a runner's sandbox (error {Marshal.GetLastPInvokeError()}).");
    }

    /// <summary>Allows something within a folder, or of one file. A place that is not there needs no rule.</summary>
    public static void Allow(int ruleset, string path, PathAccess access)
    {
        var descriptor = Open(path, OpenPath);
        if (descriptor < 0)
        {
            return;
        }

        try
        {
            var rule = new PathRule { Access = (ulong)(Directory.Exists(path) ? access : access & PathAccess.OfFiles), Parent = descriptor };
            if (Call(AddRule, ruleset, PathBeneath, ref rule, 0) != 0)
            {
                throw new IOException($"The kernel did not take a rule for a runner's sandbox (error {Marshal.GetLastPInvokeError()}).");
            }
        }
        finally
        {
            Close(descriptor);
        }
    }

    /// <summary>Lets the child that is started next have the set.</summary>
    public static void LetInherit(int descriptor) => _ = Control(descriptor, SetDescriptorFlags, 0);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial void Close(int descriptor);

    private static int FindVersion()
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        try
        {
            return (int)Math.Max(Call(CreateRuleset, 0, 0, AskVersion), 0);
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            return 0; // a C library that has no such call
        }
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long Call(long number, nint attributes, nint size, nuint flags);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long Call(long number, ref Ruleset attributes, nint size, nuint flags);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long Call(long number, nint ruleset, nint kind, ref PathRule rule, nuint flags);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command, int argument);

    [StructLayout(LayoutKind.Sequential)]
    private struct Ruleset
    {
        public ulong Files;
        public ulong Network;
        public ulong Scopes;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct PathRule
    {
        public ulong Access;
        public int Parent;
    }
}

/// <summary>What can be done with files, as the kernel numbers it.</summary>
[Flags]
internal enum PathAccess : ulong
{
    None = 0,
    Execute = 1,
    WriteFile = 1 << 1,
    ReadFile = 1 << 2,
    ReadFolder = 1 << 3,
    Read = ReadFile | ReadFolder,

    /// <summary>What a rule about a single file can allow.</summary>
    OfFiles = Execute | WriteFile | ReadFile,
}
