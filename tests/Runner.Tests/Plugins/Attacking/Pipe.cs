using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Attacking;

/// <summary>The runner's pipe to the hub, as a plug-in that means harm finds it, past all that the SDK checks.</summary>
internal static partial class Pipe
{
    /// <summary>Writes a frame: its length, its kind, its payload.</summary>
    public static void Frame(byte kind, params byte[][] payload)
    {
        byte[] body = [kind, .. payload.SelectMany(part => part)];
        Raw([.. Number(body.Length), .. body]);
    }

    public static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    public static byte[] Text(string text) => [.. Number(Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    public static void Raw(byte[] bytes)
    {
        foreach (var descriptor in Descriptors())
        {
            for (var from = 0; from < bytes.Length;)
            {
                var written = Write(descriptor, bytes.AsSpan(from).ToArray(), bytes.Length - from);
                if (written <= 0)
                {
                    break;
                }

                from += (int)written;
            }
        }
    }

    /// <summary>The hub says how it ends.</summary>
    public static Task Forever() => Task.Delay(Timeout.Infinite);

    // Pipes of which only one end is in this process, and which are not standard output or error.
    private static List<int> Descriptors() =>
        [.. Directory.GetFileSystemEntries("/proc/self/fd")
            .Select(entry => (Number: int.Parse(Path.GetFileName(entry), CultureInfo.InvariantCulture), Target: new FileInfo(entry).LinkTarget))
            .Where(open => open.Target?.StartsWith("pipe:", StringComparison.Ordinal) == true)
            .GroupBy(open => open.Target, open => open.Number, StringComparer.Ordinal)
            .Where(ends => ends.Min() > 2 && ends.Select(Access).Distinct().Count() == 1)
            .SelectMany(ends => ends)
            .Where(end => Access(end) == '1')];

    private static char Access(int descriptor) =>
        File.ReadLines("/proc/self/fdinfo/" + descriptor.ToString(CultureInfo.InvariantCulture)).First(line => line.StartsWith("flags:", StringComparison.Ordinal))[^1];

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(int descriptor, byte[] bytes, nint count);
}
