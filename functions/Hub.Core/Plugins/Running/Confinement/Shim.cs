using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Hub.Core.Plugins.Running;

/// <summary>
/// The first program of a runner's process: 14 system calls long, it takes the rules on and becomes the program that its arguments name. Between fork and
/// exec nothing of ours can run, a rule holds for one thread and what it starts only, and starting .NET twice would cost more than all the rest; so these
/// are the processor's own words, and they lie in memory only.
/// </summary>
internal static partial class Shim
{
    private const int HeaderSize = 120;
    private const ulong Address = 0x400000;
    private const int Ruleset = 0x44444444; // stands for the number of the rules' descriptor
    private const ulong Access = 0x1122334455667788; // stands for what may be done in /proc/self
    private const string MemoryFile = "runner";

    /// <summary>Whether there are words for this processor.</summary>
    public static bool Fits => RuntimeInformation.ProcessArchitecture == Architecture.X64;

    // docs/decisions holds the same with its names. The registers are those of the kernel's calls: eax the call, edi, rsi, rdx, r10, r8 what it is given.
    private static readonly byte[] Code =
    [
        0xBF, 38, 0, 0, 0, 0xBE, 1, 0, 0, 0, 0x31, 0xD2, 0x45, 0x31, 0xD2, 0x45, 0x31, 0xC0, 0xB8, 157, 0, 0, 0, 0x0F, 0x05, // prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        0x48, 0x8D, 0x3D, 0x7E, 0, 0, 0, 0xBE, 0, 0, 0x29, 0, 0x31, 0xD2, 0xB8, 2, 0, 0, 0, 0x0F, 0x05, // eax = open("/proc/self", O_PATH | O_DIRECTORY | O_CLOEXEC)
        0x48, 0xB9, 0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11, 0x48, 0x89, 0x4C, 0x24, 0xE0, 0x89, 0x44, 0x24, 0xE8, // rule = { access, eax }, below the stack
        0xBF, 0x44, 0x44, 0x44, 0x44, 0xBE, 1, 0, 0, 0, 0x48, 0x8D, 0x54, 0x24, 0xE0, 0x45, 0x31, 0xD2, 0xB8, 0xBD, 1, 0, 0, 0x0F, 0x05, // landlock_add_rule(ruleset, PATH_BENEATH, &rule, 0)
        0xBF, 0x44, 0x44, 0x44, 0x44, 0x31, 0xF6, 0xB8, 0xBE, 1, 0, 0, 0x0F, 0x05, // landlock_restrict_self(ruleset, 0)
        0x85, 0xC0, 0x78, 0x26, // if it was refused: go to the end
        0xBF, 0x44, 0x44, 0x44, 0x44, 0xB8, 3, 0, 0, 0, 0x0F, 0x05, // close(ruleset)
        0x48, 0x8B, 0x7C, 0x24, 0x10, 0x48, 0x8D, 0x74, 0x24, 0x10, 0x48, 0x8B, 0x0C, 0x24, 0x48, 0x8D, 0x54, 0xCC, 0x10, 0xB8, 59, 0, 0, 0, 0x0F, 0x05, // execve(argv[1], &argv[1], envp)
        0xBF, 126, 0, 0, 0, 0xB8, 60, 0, 0, 0, 0x0F, 0x05, // exit(126)
        .. "/proc/self\0"u8,
    ];

    /// <summary>A descriptor of the program for one set of rules; it can be started as <c>/proc/self/fd/N</c>.</summary>
    /// <exception cref="Win32Exception">The system makes no such file.</exception>
    public static int Create(int ruleset)
    {
        var image = new byte[HeaderSize + Code.Length];
        WriteHeader(image);
        Code.CopyTo(image.AsSpan(HeaderSize));
        Replace(image, BitConverter.GetBytes(Ruleset), BitConverter.GetBytes(ruleset));
        Replace(image, BitConverter.GetBytes(Access), BitConverter.GetBytes((ulong)(PathAccess.Read | PathAccess.WriteFile)));
        var descriptor = CreateMemoryFile(MemoryFile, 1);
        return descriptor >= 0 && Write(descriptor, image, image.Length) == image.Length ? descriptor : throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    // ELF, 64 bits, one part that is read and run, at Address.
    private static void WriteHeader(Span<byte> image)
    {
        ReadOnlySpan<byte> kind = [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        kind.CopyTo(image);
        Put16(image, 16, 2);
        Put16(image, 18, 62);
        image[20] = 1;
        Put64(image, 24, Address + HeaderSize);
        Put64(image, 32, 64);
        Put16(image, 52, 64);
        Put16(image, 54, 56);
        Put16(image, 56, 1);
        image[64] = 1;
        image[68] = 5;
        Put64(image, 80, Address);
        Put64(image, 88, Address);
        Put64(image, 96, (ulong)image.Length);
        Put64(image, 104, (ulong)image.Length);
        Put64(image, 112, 0x1000);
    }

    private static void Put16(Span<byte> image, int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(image[at..], value);

    private static void Put64(Span<byte> image, int at, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(image[at..], value);

    private static void Replace(Span<byte> image, ReadOnlySpan<byte> placeholder, ReadOnlySpan<byte> value)
    {
        for (var at = image.IndexOf(placeholder); at >= 0; at = image.IndexOf(placeholder))
        {
            value.CopyTo(image[at..]);
        }
    }

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CreateMemoryFile(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, byte[] bytes, nint length);
}
