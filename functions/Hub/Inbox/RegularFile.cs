using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Hub.Inbox;

/// <summary>Opens what somebody else put somewhere: a file and nothing else. A link put in its place meanwhile is not followed, and a pipe is not waited for.</summary>
internal static class RegularFile
{
    // See open(2); the numbers are the kernel's.
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;

    private static int? NoFollow { get; } = !OperatingSystem.IsLinux() ? null : RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 0x20000,
        Architecture.Arm64 => 0x8000,
        _ => null,
    };

    /// <summary>The file with what it is known by, or null where it is no file.</summary>
    public static (FileStream Content, FileMark Mark)? Open(string path)
    {
        var content = NoFollow is { } noFollow ? OpenHere(path, noFollow | NonBlocking | CloseOnExec) : new FileInfo(path).LinkTarget is null ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read) : null;
        if (content is { CanSeek: true })
        {
            return (content, MarkOf(content));
        }

        content?.Dispose();
        return null;
    }

    public static FileMark MarkOf(FileStream content) => new(RandomAccess.GetLength(content.SafeFileHandle), File.GetLastWriteTimeUtc(content.SafeFileHandle));

    private static FileStream? OpenHere(string path, int flags)
    {
        var handle = new SafeFileHandle(OpenFile(path, flags), ownsHandle: true);
        if (handle.IsInvalid)
        {
            handle.Dispose();
            return null;
        }

        return new FileStream(handle, FileAccess.Read);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern IntPtr OpenFile([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
