using Hub.Testing;

namespace Hub.FrontDoor.Hostile;

/// <summary>A disk that takes no more, as RLIMIT_FSIZE plays it.</summary>
public sealed class FullDiskTests
{
    private const int Rows = 30_000;

    [Fact]
    public async Task A_disk_that_fills_up_interrupts_a_run_which_goes_on_when_there_is_room_again()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("RLIMIT_FSIZE is set the Linux way");
        }

        await using var hub = await HubProcess.StartAsync();
        var person = await hub.OwnerAsync();
        await hub.KillAsync();
        hub.FileSizeLimit = 3000;
        await hub.RestartAsync();

        var id = await person.BeginImportAsync("curve.csv", MadeFiles.LoadCurve(Rows));
        var run = await person.GetAsync("/api/runs/" + id);
        while (run.State() is "queued" or "running")
        {
            Assert.Equal("ok", (await person.GetAsync("/api/health")).Text("status"));
            run = await person.GetAsync($"/api/runs/{id}?wait=1");
        }

        Assert.Equal("interrupted", run.State());
        Assert.Contains("disk is full", run.Message(), StringComparison.Ordinal);
        run.AssertAddsUp();
        Assert.InRange(run.Count("created"), 1, Rows - 1);
        Assert.Equal(run.Count("created"), (await person.GetAsync("/api/records/energy.consumption/aggregate?fn=count")).GetProperty("rows")[0].GetProperty("value").GetInt64());

        using var upload = await person.Api.PostAsync("/api/imports", new MultipartFormDataContent { { new ByteArrayContent(new byte[4 * 1024 * 1024]), "files", "big.bin" } });
        Assert.Equal(507, (int)upload.StatusCode);
        var export = await person.PostAsync("/api/exports", new { });
        Assert.Equal("ok", (await person.GetAsync("/api/health")).Text("status"));

        await hub.KillAsync();
        hub.FileSizeLimit = null;
        await hub.RestartAsync();
        var ended = await person.EndOfAsync(id);
        Assert.Equal(("succeeded", $"{Rows} 0 0 0 0"), (ended.State(), ended.Told()));
        Assert.Equal(MadeFiles.Kilowatthours(Rows), await person.SumAsync("energy.consumption", "/energy"));
        Assert.Equal("Done", (await person.EndOfAsync(export.GetProperty("run").GetString()!)).Outcome());
        Assert.Equal(0, (await hub.RunAsync("check")).ExitCode);
    }
}
