using System.Security.Cryptography;
using Hub.Core.Files;
using Xunit;

namespace Storage.Tests;

/// <summary>What every place for the hub's own files promises. Each implementation runs all of it.</summary>
public abstract class HubFilesSuite
{
    private const string Name = "uploads/0a1b";

    /// <summary>Over a place that is empty; asked for once a test.</summary>
    protected abstract IHubFiles Files { get; }

    [Fact]
    public async Task A_file_grows_chunk_by_chunk_and_reads_back_whole()
    {
        await Files.CreateAsync(Name, Stop);
        Assert.Equal(0, await Files.FindLengthAsync(Name, Stop));
        var whole = RandomNumberGenerator.GetBytes(IHubFiles.WholeChunk + 5_000_000);
        Assert.Equal(new Appended(AppendState.Taken, IHubFiles.WholeChunk), await AppendAsync(0, whole[..IHubFiles.WholeChunk]));
        Assert.Equal(new Appended(AppendState.Taken, whole.Length), await AppendAsync(IHubFiles.WholeChunk, whole[IHubFiles.WholeChunk..]));
        Assert.Equal(whole.Length, await Files.FindLengthAsync(Name, Stop));
        Assert.Equal(SHA256.HashData(whole), SHA256.HashData(await ReadAsync()));
    }

    [Fact]
    public async Task A_file_is_read_from_any_place()
    {
        await Files.CreateAsync(Name, Stop);
        var whole = RandomNumberGenerator.GetBytes(6_000_000);
        await AppendAsync(0, whole);
        await using var file = Files.Open(Name);
        Assert.Equal(whole.Length, file.Length);
        var tail = new byte[1000];
        file.Seek(-1000, SeekOrigin.End);
        file.ReadExactly(tail);
        Assert.Equal(whole[^1000..], tail);
        file.Position = 10;
        await file.ReadExactlyAsync(tail, Stop);
        Assert.Equal(whole[10..1010], tail);
    }

    [Fact]
    public async Task A_chunk_larger_than_a_whole_one_arrives_too()
    {
        await Files.CreateAsync(Name, Stop);
        var whole = RandomNumberGenerator.GetBytes((2 * IHubFiles.WholeChunk) + 1);
        Assert.Equal(new Appended(AppendState.Taken, whole.Length), await AppendAsync(0, whole));
        Assert.Equal(SHA256.HashData(whole), SHA256.HashData(await ReadAsync()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task A_chunk_at_the_wrong_place_is_told_where_the_file_ends(long offset)
    {
        await Files.CreateAsync(Name, Stop);
        await AppendAsync(0, [1, 2, 3]);
        Assert.Equal(new Appended(AppendState.ElsewhereNow, 3), await AppendAsync(offset, [7, 8]));
        Assert.Equal([1, 2, 3], await ReadAsync());
    }

    [Fact]
    public async Task Nothing_is_kept_of_a_chunk_that_breaks_off()
    {
        await Files.CreateAsync(Name, Stop);
        await AppendAsync(0, [1, 2, 3]);
        await using var chunk = new BreakingStream(IHubFiles.WholeChunk - 1);
        await Assert.ThrowsAsync<EndOfStreamException>(async () => await Files.AppendAsync(Name, 3, chunk, Stop));
        Assert.Equal([1, 2, 3], await ReadAsync());
        Assert.Equal(new Appended(AppendState.Taken, 4), await AppendAsync(3, [4]));
    }

    [Fact]
    public async Task Of_two_chunks_for_one_place_one_is_taken()
    {
        await Files.CreateAsync(Name, Stop);
        var chunks = Enumerable.Range(1, 6).Select(number => Enumerable.Repeat((byte)number, 100_000).ToArray()).ToList();
        var answers = await Task.WhenAll(chunks.Select(chunk => Task.Run(async () => await AppendAsync(0, chunk))));
        var taken = Array.FindIndex(answers, answer => answer.State == AppendState.Taken);
        Assert.Single(answers, answer => answer.State == AppendState.Taken);
        Assert.All(answers, answer => Assert.NotEqual(AppendState.Gone, answer.State));
        Assert.Equal(chunks[taken], await ReadAsync());
    }

    [Fact]
    public async Task An_empty_chunk_is_taken_and_changes_nothing()
    {
        await Files.CreateAsync(Name, Stop);
        Assert.Equal(new Appended(AppendState.Taken, 0), await AppendAsync(0, []));
        Assert.Empty(await ReadAsync());
    }

    [Fact]
    public async Task What_was_never_there_or_was_deleted_is_gone()
    {
        Assert.Null(await Files.FindLengthAsync(Name, Stop));
        Assert.Equal(AppendState.Gone, (await AppendAsync(0, [1])).State);
        Assert.Throws<FileNotFoundException>(() => Files.Open(Name));
        await Files.DeleteAsync(Name, Stop);
        await Files.CreateAsync(Name, Stop);
        await AppendAsync(0, [1]);
        await Files.DeleteAsync(Name, Stop);
        Assert.Null(await Files.FindLengthAsync(Name, Stop));
        Assert.Equal(AppendState.Gone, (await AppendAsync(1, [1])).State);
        Assert.Throws<FileNotFoundException>(() => Files.Open(Name));
    }

    [Fact]
    public async Task A_file_made_again_is_empty()
    {
        await Files.CreateAsync(Name, Stop);
        await AppendAsync(0, [1, 2]);
        await Files.CreateAsync(Name, Stop);
        Assert.Equal(0, await Files.FindLengthAsync(Name, Stop));
    }

    [Fact]
    public async Task A_folder_lists_its_own_files_and_when_they_were_written()
    {
        Assert.Empty(await Files.ListAsync("uploads", Stop));
        await Files.CreateAsync("uploads/b", Stop);
        await Files.CreateAsync("uploads/a", Stop);
        await Files.CreateAsync("plugins/c.hubplugin", Stop);
        var listed = await Files.ListAsync("uploads", Stop);
        Assert.Equal(["uploads/a", "uploads/b"], listed.Select(file => file.Name));
        Assert.All(listed, file => Assert.InRange(DateTimeOffset.UtcNow - file.Written, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(5)));
        Assert.Equal(["plugins/c.hubplugin"], (await Files.ListAsync("plugins", Stop)).Select(file => file.Name));
    }

    [Theory]
    [InlineData("uploads")]
    [InlineData("../hub.db")]
    [InlineData("uploads/..")]
    [InlineData("uploads/a/b")]
    [InlineData("uploads/")]
    public async Task A_name_leads_nowhere_else(string name) => await Assert.ThrowsAsync<ArgumentException>(async () => await Files.CreateAsync(name, Stop));

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<Appended> AppendAsync(long offset, byte[] chunk) => await Files.AppendAsync(Name, offset, new MemoryStream(chunk), Stop);

    private async Task<byte[]> ReadAsync()
    {
        await using var file = Files.Open(Name);
        using var all = new MemoryStream();
        await file.CopyToAsync(all, Stop);
        return all.ToArray();
    }
}
