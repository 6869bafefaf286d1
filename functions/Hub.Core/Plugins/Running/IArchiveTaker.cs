using Hub.Wire;

namespace Hub.Core.Plugins.Running;

/// <summary>What the hub does with an archive that a runner opens. Called as <see cref="IRunHandler"/> is; members come one after the other, each begun, filled and ended.</summary>
public interface IArchiveTaker
{
    /// <summary>A piece of the archive as it lies there, from this place on, at most <see cref="Protocol.ChunkSize"/>; empty beyond its end.</summary>
    ValueTask<ReadOnlyMemory<byte>> ReadAsync(long from);

    /// <summary>How many members there are, or why it is not opened.</summary>
    ValueTask MembersAsync(ArchiveFault fault, int count);

    /// <param name="name">Shown, and never a path.</param>
    /// <param name="length">What the archive says.</param>
    ValueTask BeginAsync(string name, long length);

    ValueTask ContentAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>With a fault, what came of the member does not count.</summary>
    ValueTask EndAsync(ArchiveFault fault);
}
