using Hub.Core.Vaults;

namespace Hub.Core.Runs.Archives;

internal static class ScratchFilling
{
    /// <summary>Adds a content to what a scratch place holds.</summary>
    /// <exception cref="StorageFullException">There is no room.</exception>
    public static async Task FillAsync(this Stream scratch, Stream content, CancellationToken cancellationToken)
    {
        var buffer = new byte[128 * 1024];
        for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            try
            {
                await scratch.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
            catch (Exception failed) when (failed is IOException or ArgumentOutOfRangeException)
            {
                throw new StorageFullException($"There is no room to open the archive ({failed.GetType().Name}). Free some space in the system's temporary folder, and the import goes on.", failed);
            }
        }
    }
}
