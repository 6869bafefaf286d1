using Hub.Core.Plugins.Running;
using Hub.Sdk;
using Hub.Wire;

namespace Runner.Tests;

/// <summary>However a plug-in ends, it is an outcome with a sentence, and what was sent before is kept.</summary>
public sealed class CrashTests
{
    [Theory]
    [InlineData("throw", "did not expect (System.FormatException, Behaving.Crashes")]
    [InlineData("throw-later", "did not expect (System.FormatException, Behaving.Crashes.Deeper)")]
    [InlineData("throw-in-thread", "did not expect (System.FormatException, Behaving.Crashes.Deeper)")]
    [InlineData("throw-in-async-void", "did not expect (System.FormatException, Behaving.Crashes.Deeper)")]
    [InlineData("forget-a-task", "did not expect (System.FormatException, Behaving.Crashes.Deeper)")]
    [InlineData("record-left-open", "did not expect (System.InvalidOperationException")]
    [InlineData("record-in-a-record", "did not expect (System.InvalidOperationException")]
    [InlineData("exit 0", "without saying that it was done")]
    [InlineData("exit 7", "without saying that it was done")]
    [InlineData("fail-fast", "broke off suddenly (code 134)")]
    [InlineData("kill-itself", "broke off suddenly (code 137)")]
    [InlineData("overflow", "nested too deeply")]
    [InlineData("garbage", "disturbed its own connection")]
    [InlineData("oversized-frame", "disturbed its own connection")]
    [InlineData("unknown-frame", "disturbed its own connection")]
    [InlineData("unknown-type", "disturbed its own connection")]
    [InlineData("half-a-frame", "broke off suddenly (code 137)")]
    [InlineData("close-the-pipe", "What was read before is kept")]
    [InlineData("passes 17", "disturbed its own connection")]
    public async Task A_plug_in_that_breaks_is_a_fault_and_what_it_sent_is_kept(string behaviour, string sentence)
    {
        var (result, told) = await Runs.BehaveAsync(behaviour);

        Assert.Equal(Outcome.PluginFault, result.Outcome);
        Assert.Contains(sentence, result.Detail!.En, StringComparison.Ordinal);
        Assert.Equal(["{\"n\":0}", "{\"n\":1}", "{\"n\":2}"], told.Records.Select(record => record.Data));
        Assert.False(result.Waiting);
    }

    [Fact]
    public async Task What_was_saved_just_before_an_exit_is_kept_too()
    {
        var (result, told) = await Runs.BehaveAsync("save-and-exit");

        Assert.Equal(Outcome.PluginFault, result.Outcome);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(4, told.Records.Count);
    }

    [Fact]
    public async Task A_typed_exception_is_the_outcome_in_the_plug_ins_own_words()
    {
        var (result, told) = await Runs.BehaveAsync("truncated");

        Assert.Equal(Outcome.Truncated, result.Outcome);
        Assert.Equal(new Text("It breaks off at line 3.", "Il s'interrompt à la ligne 3."), result.Detail);
        Assert.Equal(3, told.Records.Count);
    }

    [Theory]
    [InlineData("Several", "Several.dll", RunMode.Import, "several public classes")]
    [InlineData("Nothing", "Nothing.dll", RunMode.Import, "no public class in it is an IConnector")]
    [InlineData("Behaving", "Behaving.dll", RunMode.Compute, "no public class in it is an IApplication")]
    [InlineData("Refusing", "Refusing.dll", RunMode.Import, "failed before it began (System.FormatException, Refusing.RefusingConnector")]
    [InlineData("Behaving", "Absent.dll", RunMode.Import, "Absent.dll is missing")]
    [InlineData("Behaving", "Behaving.deps.json", RunMode.Import, "Behaving.deps.json is damaged")]
    [InlineData("Behaving", "Behaving.dll", RunMode.Sync, "did not expect (System.NotSupportedException")]
    [InlineData("Lacking", "Lacking.dll", RunMode.Import, "the library Lacking.Library is missing")]
    public async Task A_plug_in_that_is_not_whole_is_a_fault(string plugin, string entry, RunMode mode, string sentence)
    {
        var result = await Runs.RunAsync(Runs.Request(plugin) with { Entry = entry, Mode = mode }, Runs.Handler("nothing"));

        Assert.Equal(Outcome.PluginFault, result.Outcome);
        Assert.Contains(sentence, result.Detail!.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plug_in_made_for_another_sdk_is_told_so_and_not_started()
    {
        var result = await Runs.RunAsync(Runs.Request("Behaving") with { Sdk = 2 }, Runs.Handler("nothing"));

        Assert.Equal(Outcome.PluginFault, result.Outcome);
        Assert.Contains("made for version 2 of the SDK", result.Detail!.En, StringComparison.Ordinal);
        Assert.Contains("pour la version 2 du SDK", result.Detail.Fr, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.Zero, result.Duration);
    }

    [Fact]
    public void Every_fault_has_its_sentences()
    {
        foreach (var fault in Enum.GetValues<RunFault>().Where(fault => fault != RunFault.None))
        {
            var (_, detail) = RunFaults.Of(fault, "X.Y", new RunnerLimits());
            Assert.NotEmpty(detail.En);
            Assert.NotEmpty(detail.Fr);
        }
    }
}
