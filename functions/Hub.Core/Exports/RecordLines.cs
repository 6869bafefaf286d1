using System.Buffers;
using Hub.Core.Vaults;

namespace Hub.Core.Exports;

/// <summary>The records of a type as an export writes them, one a line.</summary>
internal static class RecordLines
{
    private const int Chunk = 256 * 1024;

    /// <returns>How many, tombstones among them.</returns>
    public static async Task<long> WriteAsync(IVaultSnapshot snapshot, string type, Stream stream, CancellationToken cancellationToken = default)
    {
        var buffer = new ArrayBufferWriter<byte>(Chunk * 2);
        long count = 0;
        foreach (var record in snapshot.Records(type))
        {
            RecordEnvelope.Write(buffer, record);
            buffer.Write("\n"u8);
            count++;
            if (buffer.WrittenCount > Chunk)
            {
                await stream.WriteAsync(buffer.WrittenMemory, cancellationToken);
                buffer.ResetWrittenCount();
            }
        }

        await stream.WriteAsync(buffer.WrittenMemory, cancellationToken);
        return count;
    }
}
