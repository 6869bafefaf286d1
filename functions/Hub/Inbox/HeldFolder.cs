using System.Runtime.InteropServices;

namespace Hub.Inbox;

/// <summary>
/// A folder beside what others drop, held open: whoever may write there can put a link in its place at any moment, and what is written by <see cref="PathOf"/> still lands in the folder that was
/// looked at. Where a system has no names for what is open (all but Linux), it is what lies there that was looked at a moment ago.
/// </summary>
internal sealed partial class HeldFolder : IDisposable
{
    // Read, close at exec, must be a folder, must not be a link; ARM numbers the last two otherwise.
    private static readonly int Flags = 0x80000 | (RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x4000 | 0x8000 : 0x10000 | 0x20000);

    private readonly string _path;
    private readonly int _descriptor = -1;

    /// <exception cref="IOException">It is a link, or cannot be made.</exception>
    public HeldFolder(string path)
    {
        var made = Directory.CreateDirectory(path);
        _path = made.FullName;
        if (OperatingSystem.IsLinux())
        {
            _descriptor = Open(_path, Flags);
        }

        if (made.LinkTarget is not null || (OperatingSystem.IsLinux() && _descriptor < 0))
        {
            Dispose();
            throw new IOException($"The folder {Path.GetFileName(_path)} of an inbox is a link, which is never followed, or cannot be opened.");
        }

        var held = $"/proc/self/fd/{_descriptor}";
        _path = _descriptor >= 0 && Directory.Exists(held) ? held : _path;
    }

    public string PathOf(string name) => Path.Combine(_path, name);

    public void Dispose()
    {
        if (_descriptor >= 0)
        {
            Close(_descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
