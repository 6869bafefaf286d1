using System.Diagnostics;

namespace House.Tests;

/// <summary>The one test command tells the truth: its last line and its exit code, with a dotnet that only pretends.</summary>
public sealed class TestCommandTests : IDisposable
{
    private const string Pretender = """
        #!/bin/sh
        [ "$1" = build ] && exit "$BUILD"
        [ -z "$RESULTS" ] || { mkdir -p artifacts/tests; : > artifacts/tests/A.Tests.trx; for outcome in $RESULTS; do
          [ "$outcome" != ByName ] || { echo '<UnitTestResult testName="B" outcome="NotExecuted" testListId="1" />' >> artifacts/tests/A.Tests.trx; continue; }
          printf '<UnitTestResult testName="A(x: &quot;y&quot;)" outcome="%s">\n<Output><StdOut>no samples</StdOut></Output>\n</UnitTestResult>\n' "$outcome" >> artifacts/tests/A.Tests.trx; done; }
        exit "$EXIT"
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("hub-test-command-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Passed Passed NotExecuted", 0, "2 passed, 0 failed, 1 skipped", 0)]
    [InlineData("Passed", 0, "1 passed, 0 failed, 0 skipped", 0)]
    [InlineData("Passed ByName", 0, "1 passed, 0 failed, 0 skipped", 0)]
    [InlineData("Passed Failed", 1, "1 passed, 1 failed, 0 skipped", 1)]
    [InlineData("Passed", 134, "1 passed, 0 failed, 0 skipped", 1)]
    [InlineData("NotExecuted", 0, "0 passed, 0 failed, 1 skipped", 1)]
    [InlineData("", 0, "0 passed, 0 failed, 0 skipped", 1)]
    public void The_last_line_counts_and_the_exit_code_agrees(string results, int exit, string last, int expected)
    {
        var (printed, code) = Run(results, build: 0, exit);
        Assert.Equal(last, printed[^1]);
        Assert.Equal(expected, code);
    }

    [Fact]
    public void Each_skipped_test_is_named_with_its_reason() =>
        Assert.Contains("  A(x: \"y\"): no samples", Run("Passed NotExecuted", build: 0, exit: 0).Printed);

    [Fact]
    public void A_build_that_fails_runs_no_test()
    {
        var (printed, code) = Run("Passed", build: 1, exit: 0);
        Assert.NotEqual(0, code);
        Assert.DoesNotContain(printed, line => line.Contains("passed", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{}", false)]
    [InlineData("{ }", true)]
    public void Azurite_is_fetched_only_when_it_is_not_there(string locked, bool fetched)
    {
        var (printed, code) = Run("Passed", build: 0, exit: 0, locked);
        Assert.Equal(0, code);
        Assert.Equal(fetched, printed.Contains("npm ran"));
        Assert.Equal(locked, File.ReadAllText(Path.Combine(_folder, "tests", "Azurite", "node_modules", "installed-lock.json")));
    }

    private (string[] Printed, int Code) Run(string results, int build, int exit, string locked = "{}")
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("the test command is a shell script");
        File.Copy(Tree.PathOf("test.sh"), Path.Combine(_folder, "test.sh"));
        var azurite = Path.Combine(_folder, "tests", "Azurite");
        Directory.CreateDirectory(Path.Combine(azurite, "node_modules"));
        File.WriteAllText(Path.Combine(azurite, "package-lock.json"), locked);
        File.WriteAllText(Path.Combine(azurite, "node_modules", "installed-lock.json"), "{}");
        File.WriteAllText(Path.Combine(_folder, "tests", "A.Tests.csproj"), "Microsoft.NET.Test.Sdk");
        Pretend("dotnet", Pretender);
        Pretend("node", "#!/bin/sh\necho v20.0.0\n");
        Pretend("npm", "#!/bin/sh\necho npm ran\n");

        var start = new ProcessStartInfo("bash", [Path.Combine(_folder, "test.sh")]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in new[] { ("RESULTS", results), ("BUILD", $"{build}"), ("EXIT", $"{exit}"), ("HUB_CHROMIUM", "/bin/sh"), ("PATH", $"{_folder}:{Environment.GetEnvironmentVariable("PATH")}") })
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var printed = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (printed.Split('\n', StringSplitOptions.RemoveEmptyEntries), process.ExitCode);
    }

    private void Pretend(string program, string script)
    {
        var path = Path.Combine(_folder, program);
        File.WriteAllText(path, script);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
