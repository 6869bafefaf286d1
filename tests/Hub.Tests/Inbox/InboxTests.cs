using Hub.FrontDoor;
using Hub.Core.Runs;
using Hub.Tests.Package;

namespace Hub.Tests.Inbox;

/// <summary>What is dropped into the watched folder: imported once, moved, and told when it was not.</summary>
public sealed class InboxTests
{
    private const int Hours = 48;

    [Fact]
    public async Task A_file_is_imported_and_moved_to_done()
    {
        await using var hub = await InboxHub.StartAsync();
        hub.Drop("load.csv", MadeFiles.LoadCurve(Hours));
        await hub.FinishAsync();
        Assert.Equal(["load.csv"], hub.In("done"));
        Assert.Empty(hub.In(""));
        var run = Assert.Single(await hub.RunsAreOverAsync());
        Assert.Equal((RunState.Succeeded, Hours, "inbox"), (run.State, (int)run.Counts.Created, run.Actor));
    }

    [Fact]
    public async Task A_file_that_is_still_being_written_is_not_read()
    {
        await using var hub = await InboxHub.StartAsync();
        var whole = MadeFiles.LoadCurve(Hours);
        var path = hub.Drop("load.csv", whole[..700]);
        await hub.LookAfterAsync(TimeSpan.FromSeconds(9));
        Assert.Empty(await hub.RunsAreOverAsync());

        // The rest comes: the time of waiting begins anew.
        await using (var more = new FileStream(path, FileMode.Append))
        {
            await more.WriteAsync(whole.AsMemory(700));
        }

        await hub.LookAfterAsync(TimeSpan.FromSeconds(9));
        Assert.Empty(await hub.RunsAreOverAsync());
        await hub.FinishAsync();
        Assert.Equal(Hours, Assert.Single(await hub.RunsAreOverAsync()).Counts.Created);

        // What only its time tells apart from before is not still either.
        path = hub.Drop("again.csv", whole);
        await hub.LookAsync();
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(1));
        await hub.LookAfterAsync(TimeSpan.FromSeconds(9));
        Assert.Single(await hub.RunsAreOverAsync());
    }

    [Theory]
    [InlineData(".load.csv")]
    [InlineData("load.csv.part")]
    [InlineData("load.csv.crdownload")]
    [InlineData("Thumbs.db")]
    public async Task What_programs_have_not_finished_and_systems_leave_behind_stays(string name)
    {
        await using var hub = await InboxHub.StartAsync();
        hub.Drop(name, MadeFiles.LoadCurve(Hours));
        await hub.FinishAsync();
        Assert.Empty(await hub.RunsAreOverAsync());
        Assert.Equal([name], hub.In(""));
    }

    [Fact]
    public async Task The_same_name_twice_keeps_both()
    {
        await using var hub = await InboxHub.StartAsync();
        hub.Drop("load.csv", MadeFiles.LoadCurve(Hours));
        await hub.FinishAsync();
        hub.Drop("load.csv", MadeFiles.LoadCurve(Hours, from: Hours));
        await hub.FinishAsync();
        Assert.Equal(["load (2).csv", "load.csv"], hub.In("done"));
        Assert.Equal(2 * Hours, (await hub.RunsAreOverAsync()).Sum(run => run.Counts.Created));
    }

    [Fact]
    public async Task A_file_that_takes_the_place_of_one_being_imported_has_its_turn()
    {
        await using var hub = await InboxHub.StartAsync();
        hub.Drop("load.csv", MadeFiles.LoadCurve(Hours));
        await hub.LookAfterAsync(TimeSpan.FromSeconds(10));
        hub.Drop("load.csv", MadeFiles.LoadCurve(2 * Hours));
        await hub.RunsAreOverAsync();
        await hub.LookAsync();
        Assert.Empty(hub.In("done"));
        await hub.FinishAsync();
        Assert.Equal(["load.csv"], hub.In("done"));
        Assert.Equal(2 * Hours, (await hub.RunsAreOverAsync()).Sum(run => run.Counts.Created));
    }

    [Fact]
    public async Task What_no_reader_knows_goes_to_failed_with_the_reason_in_both_languages()
    {
        await using var hub = await InboxHub.StartAsync();
        hub.Drop("note.txt", "Nothing that a reader knows."u8.ToArray());
        hub.Drop("nothing.csv", []);
        await hub.FinishAsync();
        Assert.Equal(["note.txt", "note.txt.txt", "nothing.csv", "nothing.csv.txt"], hub.In("failed"));
        Assert.Contains("No connector here reads this file yet", hub.Reason("note.txt"), StringComparison.Ordinal);
        Assert.Contains("Aucun connecteur", hub.Reason("note.txt"), StringComparison.Ordinal);
        Assert.Contains("empty", hub.Reason("nothing.csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_nobody_has_is_told_and_its_files_wait()
    {
        await using var hub = await InboxHub.StartAsync();
        var folder = Directory.CreateDirectory(Path.Combine(hub.Folder, "..", "zoe")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "load.csv"), MadeFiles.LoadCurve(Hours));
        await hub.FinishAsync();
        var note = Assert.Single(Directory.GetFiles(folder, "*.txt"));
        Assert.Contains("no open account", await File.ReadAllTextAsync(note), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "load.csv")));

        await hub.AddAsync("Zoe");
        await hub.LookAfterAsync(TimeSpan.FromSeconds(10));
        Assert.False(File.Exists(note));
        Assert.Empty(await hub.RunsAreOverAsync());
    }

    [Fact]
    public async Task Links_are_never_followed()
    {
        await using var hub = await InboxHub.StartAsync();
        var secret = Path.Combine(hub.Elsewhere, "load.csv");
        await File.WriteAllBytesAsync(secret, MadeFiles.LoadCurve(Hours));
        File.CreateSymbolicLink(Path.Combine(hub.Folder, "to-file.csv"), secret);
        File.CreateSymbolicLink(Path.Combine(hub.Folder, "to-nothing.csv"), secret + ".none");
        Directory.CreateSymbolicLink(Path.Combine(hub.Folder, "to-folder"), hub.Elsewhere);
        Directory.CreateSymbolicLink(Path.Combine(hub.Folder, "..", "Marie "), hub.Elsewhere);
        await hub.FinishAsync();
        Assert.Empty(await hub.RunsAreOverAsync());
        Assert.Equal(["to-file.csv.txt", "to-folder.txt", "to-nothing.csv.txt"], hub.In("failed"));
        Assert.True(File.Exists(secret));
        Assert.Equal(["load.csv"], Directory.GetFileSystemEntries(hub.Elsewhere).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Nothing_is_moved_through_a_link_either()
    {
        await using var hub = await InboxHub.StartAsync();
        Directory.CreateSymbolicLink(Path.Combine(hub.Folder, "done"), hub.Elsewhere);
        hub.Drop("load.csv", MadeFiles.LoadCurve(Hours));
        await hub.FinishAsync();
        await hub.FinishAsync();
        Assert.Empty(Directory.GetFileSystemEntries(hub.Elsewhere));
        Assert.Single(await hub.RunsAreOverAsync());
        Assert.Contains("load.csv", hub.In(""));

        Directory.Delete(Path.Combine(hub.Folder, "done"));
        await hub.LookAsync();
        Assert.Equal(["load.csv"], hub.In("done"));
    }

    [Fact]
    public async Task A_link_that_takes_the_place_of_a_folder_at_any_moment_leads_nothing_out()
    {
        await using var hub = await InboxHub.StartAsync();
        for (var file = 0; file < 6; file++)
        {
            hub.Drop($"note-{file}.txt", "Nothing that a reader knows."u8.ToArray());
        }

        await hub.LookAfterAsync(TimeSpan.FromSeconds(10));
        await hub.RunsAreOverAsync();
        using var stop = new CancellationTokenSource();
        var swapping = Task.Run(() => Swap(hub, stop.Token));
        for (var look = 0; look < 10; look++)
        {
            await hub.LookAsync();
        }

        await stop.CancelAsync();
        await swapping;
        Assert.Empty(Directory.GetFileSystemEntries(hub.Elsewhere));
    }

    [Fact]
    public async Task A_file_with_the_longest_of_names_is_told_of_and_holds_nothing_up()
    {
        await using var hub = await InboxHub.StartAsync();
        var name = new string('n', 251) + ".txt";
        hub.Drop(name, "Nothing that a reader knows."u8.ToArray());
        hub.Drop("load.csv", MadeFiles.LoadCurve(Hours));
        await hub.FinishAsync();
        hub.Drop(name, "Nor this."u8.ToArray());
        await hub.FinishAsync();
        Assert.Equal(["load.csv"], hub.In("done"));
        Assert.Empty(hub.In(""));
        Assert.Equal(4, hub.In("failed").Count);
        Assert.Contains(name, hub.In("failed"));
    }

    [Fact]
    public async Task A_pipe_is_not_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pipes with a name are made by mkfifo.");
        await using var hub = await InboxHub.StartAsync();
        await Programs.RunAsync("mkfifo", Path.Combine(hub.Folder, "pipe.csv"));
        await hub.FinishAsync();
        Assert.Empty(await hub.RunsAreOverAsync());
        Assert.Contains("pipe.csv.txt", hub.In("failed"));
    }

    [Fact]
    public async Task A_hub_that_was_stopped_in_the_middle_goes_on_and_imports_once()
    {
        await using var hub = await InboxHub.StartAsync();
        hub.Drop("load.csv", MadeFiles.LoadCurve(Hours));
        hub.Drop("later.csv", MadeFiles.LoadCurve(Hours, from: Hours));
        await hub.LookAfterAsync(TimeSpan.FromSeconds(10));
        Assert.Empty(hub.In("done"));
        await hub.RestartAsync();
        await hub.FinishAsync();
        Assert.Equal(["later.csv", "load.csv"], hub.In("done"));
        var runs = await hub.RunsAreOverAsync();
        Assert.Equal(2, runs.Count);
        Assert.Equal(2 * Hours, runs.Sum(run => run.Counts.Created));
    }

    /// <summary>Puts a link to elsewhere into the place of the folder of what failed, and a folder again, over and over.</summary>
    private static void Swap(InboxHub hub, CancellationToken stop)
    {
        var failed = Path.Combine(hub.Folder, "failed");
        for (var round = 0; round < 5000 && !stop.IsCancellationRequested; round++)
        {
            try
            {
                Directory.CreateDirectory(failed);
                Directory.Delete(failed, recursive: true);
                Directory.CreateSymbolicLink(failed, hub.Elsewhere);
                File.Delete(failed);
            }
            catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
            {
                // The hub made the folder, or put something into it, at this very moment.
            }
        }

        if (new DirectoryInfo(failed).LinkTarget is not null)
        {
            File.Delete(failed);
        }
    }
}
