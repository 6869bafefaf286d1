using Hub.Wire;

namespace Hub.Core.Runs.Archives;

/// <summary>A member of an archive while a runner hands it over.</summary>
/// <param name="Number">From 0, in the archive's order.</param>
/// <param name="Name">Shown, and never a path.</param>
/// <param name="Length">What the archive says.</param>
/// <param name="Content">Read once. Throws a <see cref="MemberFaultException"/> where it turns out not to be good.</param>
internal sealed record ArchiveMember(int Number, string Name, long Length, Stream Content);

internal sealed class MemberFaultException(ArchiveFault fault) : Exception
{
    public ArchiveRefusal Refusal { get; } = ArchiveRefusal.OfMember(fault);
}
