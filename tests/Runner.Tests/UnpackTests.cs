using System.IO.Compression;
using System.Text;
using Hub.Core.Plugins.Running;
using Hub.Core.Runs;
using Hub.Core.Runs.Archives;
using Hub.Wire;

namespace Runner.Tests;

/// <summary>Archives are opened by a runner, within a runner's limits.</summary>
public sealed class UnpackTests
{
    private static readonly RunnerLimits Usual = new() { Time = TimeSpan.FromMinutes(2) };

    [Fact]
    public async Task Members_come_one_by_one_with_their_content()
    {
        var large = new string('x', 100_000);
        var (taken, refusal, got) = await OpenAsync(Zip(("a/b.txt", "first"), ("../c.txt", ""), ("d.txt", large)));
        Assert.Equal((3, null), (taken, refusal));
        Assert.Equal([("a/b.txt", "first"), ("../c.txt", ""), ("d.txt", large)], got);
    }

    [Fact]
    public async Task It_goes_on_behind_those_that_were_taken_before()
    {
        var (taken, refusal, got) = await OpenAsync(Zip(("a.txt", "first"), ("b.txt", "second")), from: 1);
        Assert.Equal((2, null), (taken, refusal));
        Assert.Equal([("b.txt", "second")], got);
    }

    [Fact]
    public async Task What_it_unpacks_counts_as_what_a_runner_says()
    {
        // Were it unpacked anywhere else, this bound would not be noticed.
        var (taken, refusal, got) = await OpenAsync(Zip(("a.txt", "first"), ("b.txt", new string('x', 100_000))), limits: Usual with { MaxOutputBytes = 50_000 });
        Assert.Equal((1, ArchiveRefusal.TooDemanding), (taken, refusal));
        Assert.Equal([("a.txt", "first")], got);
    }

    [Fact]
    public async Task An_archive_of_very_many_members_is_refused_before_its_list_is_held()
    {
        // More than the list's short count can say.
        var zip = new MemoryStream();
        using (var packing = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var n = 0; n < 200_000; n++)
            {
                packing.CreateEntry($"{n}");
            }
        }

        var (taken, refusal, _) = await OpenAsync(zip.ToArray(), limits: Usual with { Memory = 100 * 1024 * 1024 });
        Assert.Equal((0, ArchiveRefusal.OfArchive(ArchiveFault.TooMany)), (taken, refusal));
    }

    [Fact]
    public async Task Who_fails_to_take_a_member_is_heard()
    {
        var zip = Zip(("a.txt", new string('x', 10_000_000)));
        await Assert.ThrowsAsync<TimeoutException>(() => Opener(Usual).OpenAsync(new MemoryStream(), new Held(zip), 0, _ => throw new TimeoutException(), TestContext.Current.CancellationToken));
    }

    private static ArchiveOpener Opener(RunnerLimits limits) => new(new RunnerProcess(Place.Launcher, limits, TimeProvider.System), TimeProvider.System);

    private static async Task<(int Taken, ArchiveRefusal? Refusal, List<(string Name, string Text)> Got)> OpenAsync(byte[] zip, int from = 0, RunnerLimits? limits = null)
    {
        var got = new List<(string, string)>();
        var (taken, refusal) = await Opener(limits ?? Usual).OpenAsync(new MemoryStream(), new Held(zip), from, TakeAsync, TestContext.Current.CancellationToken);
        return (taken, refusal, got);

        async Task TakeAsync(ArchiveMember member)
        {
            using var text = new StreamReader(member.Content);
            got.Add((member.Name, await text.ReadToEndAsync()));
        }
    }

    private static byte[] Zip(params (string Name, string Text)[] members)
    {
        var zip = new MemoryStream();
        using (var packing = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in members)
            {
                using var member = packing.CreateEntry(name).Open();
                member.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return zip.ToArray();
    }

    private sealed class Held(byte[] content) : IFileSource
    {
        public string Name => "archive.zip";

        public long Length => content.Length;

        public string? Hash => null;

        public Stream Open() => new MemoryStream(content);
    }
}
