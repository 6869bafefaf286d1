using Hub.Core.Vaults;

namespace Hub.Core.Runs.Archives;

/// <summary>The members of an archive for a dry run: they lie in one scratch place, and nothing of them is kept.</summary>
internal sealed class ArchiveLook : IAsyncDisposable
{
    private readonly Stream _scratch;
    private readonly List<LookedMember> _members = [];

    private ArchiveLook(Stream scratch) => _scratch = scratch;

    public IReadOnlyList<LookedMember> Members => _members;

    /// <summary>Why there are none, or not all.</summary>
    public ArchiveRefusal? Refusal { get; private set; }

    public static async Task<ArchiveLook> OpenAsync(ArchiveOpener opener, IVaultStore store, IFileSource file, CancellationToken cancellationToken)
    {
        var look = new ArchiveLook(await store.CreateScratchAsync());
        try
        {
            (_, look.Refusal) = await opener.OpenAsync(await store.CreateScratchAsync(), file, 0, member => look.TakeAsync(member, cancellationToken), cancellationToken);
            return look;
        }
        catch
        {
            await look.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _scratch.DisposeAsync();

    private async Task TakeAsync(ArchiveMember member, CancellationToken cancellationToken)
    {
        var from = _scratch.Length;
        try
        {
            _scratch.Position = from;
            await _scratch.FillAsync(member.Content, cancellationToken);
            var length = _scratch.Length - from;
            _members.Add(new LookedMember(new ImportItem(member.Name, length, () => new ScratchPart(_scratch, from, length)), null));
        }
        catch (MemberFaultException bad)
        {
            _scratch.SetLength(from);
            _members.Add(new LookedMember(null, bad.Refusal));
        }
    }
}

/// <summary>One of them, or why it is not there.</summary>
internal sealed record LookedMember(ImportItem? Item, ArchiveRefusal? Refusal);
