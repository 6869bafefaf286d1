using System.Buffers.Binary;
using System.Text;
using Hub.Core.Exports;
using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Sdk;
using Hub.Storage.Local;
using Storage.Tests;
using Xunit;

namespace Core.Tests.Exports;

/// <summary>An archive is a stranger's upload, whatever sums it brings along: it is refused whole, or what is wrong in it is set aside.</summary>
public sealed class HostileArchiveTests : IAsyncLifetime
{
    private const string Records = "records/test.event.ndjson";
    private const string About = ExportFormat.About;
    private const string List = ExportFormat.FileList;
    private const int Link = unchecked((int)0xA1FF0000);

    private readonly TempFolder _folder = new();
    private LocalVaultStores _stores = null!;
    private IVaultStore _store = null!;
    private byte[] _archive = [];

    public async ValueTask InitializeAsync()
    {
        _stores = new LocalVaultStores(_folder.Path, TimeProvider.System);
        _store = await _stores.OpenAsync("target", create: true);
        await using var source = await _stores.OpenAsync("source", create: true);
        await source.PutAsync(Make.AnEvent("one", "2024-01-01"), Make.AnEvent("two", "2024-01-02"), Make.AnEvent("three", "2024-01-03"));
        await source.WriteAsync(Make.Delete(Make.IdOf("three")));
        await source.KeepFileAsync(new MemoryStream("a letter"u8.ToArray()), "letter.txt", "text/plain", Make.Now);
        _archive = await source.ExportAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("records/../../evil.ndjson")]
    [InlineData("/etc/evil")]
    [InlineData("C:evil")]
    [InlineData(@"records\evil.ndjson")]
    [InlineData("files//evil")]
    [InlineData("files/evil\u0001")]
    public Task A_name_that_leads_elsewhere(string name) => RefusedAsync(Archives.Change(_archive, members => members.Add(name, "evil"u8.ToArray())), "leads elsewhere");

    [Fact]
    public Task A_link() => RefusedAsync(
        Archives.Change(_archive, members => members.Add("types/link", "/etc/passwd"u8.ToArray()), entry => entry.ExternalAttributes = entry.FullName == "types/link" ? Link : 0), "leads elsewhere");

    [Fact]
    public Task The_same_name_twice()
    {
        var members = Archives.Unpack(_archive);
        return RefusedAsync(Archives.Pack(members.Append(new(Records, members[Records])), sums: false), "does not match its sum");
    }

    [Fact]
    public Task Files_that_share_their_bytes() => RefusedAsync(Overlapping(), "overlap");

    [Fact]
    public Task Files_that_are_locked()
    {
        var archive = _archive.ToArray();
        foreach (var at in CentralEntries(archive))
        {
            archive[at + 8] |= 1;
        }

        return RefusedAsync(archive, "password");
    }

    [Fact]
    public Task A_line_without_end() => RefusedAsync(Archives.Change(_archive, members => members[Records] = [.. members[Records], .. new byte[5 * 1024 * 1024]]), "too long");

    [Theory]
    [InlineData("\"test.event\": 3", "\"test.event\": 2")]
    [InlineData("\"test.event\": 3", "\"test.event\": 3, \"test.reading\": 0")]
    [InlineData("\"files\": 1", "\"files\": 0")]
    [InlineData("\"files\": 1", "\"files\": 100")]
    public Task Counts_that_are_not_what_it_holds(string said, string lie) => RefusedAsync(Replaced(About, said, lie), "does not hold what it says");

    [Theory]
    [InlineData("\"format\": 1", "\"format\": \"one\"")]
    [InlineData("\"format\": 1", "\"form\": 1")]
    [InlineData("\"format\": 1", "\"format\": 0")]
    [InlineData("\"records\": {", "\"records\": [], \"other\": {")]
    [InlineData("{", "nothing {")]
    public Task Nothing_readable_about_itself(string said, string lie) => RefusedAsync(Replaced(About, said, lie), "cannot be read");

    [Fact]
    public async Task A_newer_hubs_archive_says_so_whatever_else_is_new_in_it()
    {
        var run = await RefusedAsync(Archives.Change(_archive, members =>
        {
            members[About] = Encoding.UTF8.GetBytes("""{"format":2,"vaults":[]}""");
            members.Remove(Records);
        }), "a newer hub made it");
        Assert.Contains("Mettez ce hub à jour", run.Detail!.Fr, StringComparison.Ordinal);
    }

    [Fact]
    public Task A_file_under_the_hash_of_another() => RefusedAsync(
        Archives.Change(_archive, members => members[members.Keys.Single(name => name.StartsWith("files/", StringComparison.Ordinal))] = "another letter"u8.ToArray()), "not the one that its name says");

    [Theory]
    [InlineData("sha256-", "sha256-0")]
    [InlineData("sha256-", "../")]
    [InlineData("\"name\":\"letter.txt\"", "\"name\":null")]
    [InlineData("{", "nothing {")]
    public Task A_list_of_files_that_is_wrong(string said, string lie) => RefusedAsync(Replaced(List, said, lie), "its list of files");

    [Theory]
    [InlineData("\"subject\":\"me\"", "\"subject\":null")]
    [InlineData("\"time\":\"2024-01-01\"", "\"time\":null")]
    [InlineData("\"time\":\"2024-01-01\"", "\"time\":{}")]
    [InlineData("\"provenance\":{", "\"provenance\":null,\"other\":{")]
    [InlineData("\"source\":\"one\"", "\"source\":\"\"")]
    [InlineData("\"data\":{", "\"data\":7,\"other\":{")]
    [InlineData("\"data\":{", "\"data\":{\"ref\":7},\"other\":{")]
    [InlineData("{\"type\"", "[{\"type\"")]
    [InlineData("\"data\":{", "\"deep\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[],\"data\":{")]
    [InlineData("\"note\":\"n\"", "\"note\":\"\\ud800\"")]
    public async Task A_record_that_is_none_is_set_aside_and_the_others_come(string said, string lie)
    {
        await using var source = await _stores.OpenAsync("source");
        await source.PutAsync(Make.AnEvent("one", "2024-01-01", "\"note\":\"n\""));
        _archive = await source.ExportAsync();
        var first = Lines(_archive).First(line => line.Contains("\"ref\":\"one\"", StringComparison.Ordinal));
        Assert.Contains(said, first, StringComparison.Ordinal);
        var run = await _store.RestoreAsync(Replaced(Records, first, first.Replace(said, lie, StringComparison.Ordinal)));
        Assert.Equal((RunState.Partial, 2L, 1L), (run.State, run.Counts.Created, run.Counts.Rejected));
        Assert.Null(await _store.FindAsync("one"));
        Assert.NotNull(await _store.FindAsync("two"));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_set_aside()
    {
        var run = await _store.RestoreAsync(Archives.Change(_archive, members => members[Records] = [.. Encoding.Latin1.GetBytes(Encoding.UTF8.GetString(members[Records]).Replace("\"ref\":\"one\"", "\"ref\":\"on\u00e9\"", StringComparison.Ordinal))]));
        Assert.Equal((2L, 1L), (run.Counts.Created, run.Counts.Rejected));
        Assert.Equal("This line of the archive is not a record.", Reason(Assert.Single(await _store.RejectsAsync(run.Id, -1, 10))));
    }

    [Fact]
    public async Task An_id_that_is_not_the_records_own_counts_for_nothing()
    {
        var run = await _store.RestoreAsync(Replaced(Records, Make.IdOf("one").ToString(), Make.IdOf("two").ToString()));
        Assert.Equal((3L, 0L), (run.Counts.Created, run.Counts.Rejected));
        Assert.Equal("one", Make.NameOf((await _store.FindAsync("one"))!));
        Assert.Equal("two", Make.NameOf((await _store.FindAsync("two"))!));
    }

    [Fact]
    public async Task What_says_that_something_was_removed_removes_nothing_here()
    {
        await _store.PutAsync(Make.AnEvent("one", "2024-01-01"));
        var line = Lines(_archive).First(line => line.Contains("\"ref\":\"one\"", StringComparison.Ordinal));
        var run = await _store.RestoreAsync(Replaced(Records, line, line[..^1] + ",\"deleted\":true,\"removed\":true}"));
        Assert.Equal((1L, 1L), (run.Counts.Unchanged, run.Restore!.Conflicts));
        Assert.Equal("goneThere", Assert.Single(await _store.ConflictsOfAsync(run.Id)).What);
        Assert.False((await _store.FindAsync("one"))!.Deleted);
    }

    [Fact]
    public async Task A_type_that_nobody_knows_is_told_with_its_count()
    {
        var run = await _store.RestoreAsync(Archives.Change(_archive, members =>
        {
            members["records/of.nobody.ndjson"] = members[Records];
            members[About] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(members[About]).Replace("\"test.event\": 3", "\"of.nobody\": 3, \"test.event\": 3", StringComparison.Ordinal));
        }));
        Assert.Equal((3L, 3L), (run.Counts.Created, run.Counts.Rejected));
        Assert.Equal(new UnknownType("of.nobody", 3), Assert.Single(run.Restore!.UnknownTypes));
    }

    [Fact]
    public async Task A_journal_that_it_makes_up_is_marked_and_undoes_nothing()
    {
        await _store.PutAsync(Make.AnEvent("mine", "2024-01-01"));
        var forged = $$"""{"number":1,"at":"2024-01-01T00:00:00Z","who":"account:ada","action":"write","type":"test.event","purpose":"run run-1","count":1,"changes":["c {{Make.IdOf("mine")}}"]}""";
        var run = await _store.RestoreAsync(Archives.Change(_archive, members => members[ExportFormat.Journal] = Encoding.UTF8.GetBytes($$"""
            {{forged}}
            nothing
            {"number":2,"at":"yesterday","who":"a","action":"b","type":null,"purpose":"c","count":0}
            {"number":3,"at":"2024-01-01T00:00:00Z","who":"a\u001b[2J","action":"b","type":null,"purpose":"c","count":0}
            {"number":4,"at":"2024-01-01T00:00:00Z","who":"a","action":"b","type":null,"purpose":"c","count":1,"changes":["c nothing"]}
            """)));
        Assert.Equal(1, run.Restore!.JournalLines);
        var imported = Assert.Single(await _store.JournalAsync(new(Actor: "imported:account:ada")));
        Assert.Equal(("run run-1", 17), (imported.Purpose, imported.Changes!.Length));
        Assert.Empty(await RunJournal.UndosAsync(_store, Make.Types, "run-1").ToListAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Any_byte_changed_or_cut_off_gives_what_was_exported_or_nothing(int seed)
    {
        await using (var whole = await _stores.OpenAsync("whole", create: true))
        {
            await whole.RestoreAsync(_archive);
            _whole = await RowsAsync(whole);
        }

        var random = new Random(seed);
        for (var round = 0; round < 60; round++)
        {
            var at = random.Next(_archive.Length);
            var broken = round % 5 == 0 ? _archive[..at] : _archive.ToArray();
            if (at < broken.Length)
            {
                broken[at] ^= (byte)random.Next(1, 256);
            }

            await using var store = await _stores.OpenAsync($"round{round}", create: true);
            var run = await store.RestoreAsync(broken);
            Assert.True(run.State == RunState.Succeeded ? _whole.SequenceEqual(await RowsAsync(store)) : run.Outcome == Outcome.NotMyFile && (await RowsAsync(store)).Count == 0, $"seed {seed}, round {round}, byte {at}: {run.State} {run.Outcome}");
        }
    }

    private IReadOnlyList<string> _whole = [];

    private static async Task<IReadOnlyList<string>> RowsAsync(IVaultStore store)
    {
        await using var snapshot = await store.SnapshotAsync();
        return [.. snapshot.Types.SelectMany(snapshot.Records).Select(record => $"{record.Id} {record.Deleted} {Encoding.UTF8.GetString(record.Data.Span)}"), .. snapshot.Files.Select(file => $"{file.Hash} {file.Name}")];
    }

    private async Task<Run> RefusedAsync(byte[] archive, string why)
    {
        await _store.PutAsync(Make.AnEvent("mine", "2024-01-01"));
        var run = await _store.RestoreAsync(archive);
        Assert.Equal((RunState.Failed, Outcome.NotMyFile), (run.State, run.Outcome));
        Assert.Contains(why, run.Detail!.En, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed", run.Detail.En, StringComparison.Ordinal);
        Assert.Equal("mine", Make.NameOf(Assert.Single((await _store.QueryAsync(new(Make.Event))).Items)));
        Assert.Empty(await _store.FilesAsync());
        Assert.Empty(await _store.JournalAsync(new(Purpose: "run " + run.Id)));
        Assert.Null(await _store.OpenArtifactAsync(RestoreWork.NameOf(run.Id)));
        return run;
    }

    private byte[] Replaced(string member, string said, string lie)
    {
        var text = Encoding.UTF8.GetString(Archives.Unpack(_archive)[member]);
        Assert.Contains(said, text, StringComparison.Ordinal);
        return Archives.Change(_archive, members => members[member] = Encoding.UTF8.GetBytes(text.Replace(said, lie, StringComparison.Ordinal)));
    }

    private static string[] Lines(byte[] archive) => Encoding.UTF8.GetString(Archives.Unpack(archive)[Records]).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Reason(RejectedRecord reject)
    {
        using var json = System.Text.Json.JsonDocument.Parse(reject.Errors);
        return json.RootElement[0].GetProperty("message").GetProperty("en").GetString()!;
    }

    /// <summary>Two more names for the bytes of the largest file.</summary>
    private byte[] Overlapping()
    {
        var noise = new byte[200_000];
        new Random(1).NextBytes(noise);
        var archive = Archives.Change(_archive, members =>
        {
            members["types/a-noise"] = noise;
            members["types/b-noise"] = [1];
            members["types/c-noise"] = [1];
        });
        var entries = CentralEntries(archive).Where(at => Name(archive, at).EndsWith("-noise", StringComparison.Ordinal)).ToList();
        foreach (var at in entries.Skip(1))
        {
            // CRC and sizes, then where it lies.
            archive.AsSpan(entries[0] + 16, 12).CopyTo(archive.AsSpan(at + 16));
            archive.AsSpan(entries[0] + 42, 4).CopyTo(archive.AsSpan(at + 42));
        }

        return archive;
    }

    private static string Name(byte[] archive, int at) => Encoding.UTF8.GetString(archive, at + 46, BinaryPrimitives.ReadUInt16LittleEndian(archive.AsSpan(at + 28)));

    private static List<int> CentralEntries(byte[] archive)
    {
        var found = new List<int>();
        for (var at = BinaryPrimitives.ReadInt32LittleEndian(archive.AsSpan(archive.Length - 22 + 16)); archive.AsSpan(at, 4).SequenceEqual("PK\x01\x02"u8);)
        {
            found.Add(at);
            at += 46 + BinaryPrimitives.ReadUInt16LittleEndian(archive.AsSpan(at + 28)) + BinaryPrimitives.ReadUInt16LittleEndian(archive.AsSpan(at + 30)) + BinaryPrimitives.ReadUInt16LittleEndian(archive.AsSpan(at + 32));
        }

        return found;
    }
}
