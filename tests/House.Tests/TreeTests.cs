using System.Text.RegularExpressions;

namespace House.Tests;

/// <summary>What may not lie in the tree.</summary>
public sealed partial class TreeTests
{
    private const int Largest = 1024 * 1024;

    [Fact]
    public void No_file_is_over_a_megabyte() =>
        Assert.All(Tree.Files, file => Assert.True(new FileInfo(Tree.PathOf(file)).Length <= Largest, file));

    [Fact]
    public void No_file_holds_a_registrys_address_or_a_path_of_one_machine() =>
        Assert.All(Tree.Files.Where(file => !IsPicture(file)), file => Assert.False(Foreign().IsMatch(Tree.Read(file)), $"{file}: {Foreign().Match(Tree.Read(file)).Value}"));

    [Fact]
    public void No_code_was_left_for_later() =>
        Assert.All(Tree.EndingWith(".cs", ".razor", ".ts", ".mjs"), file => Assert.False(Later().IsMatch(Tree.Read(file)), $"{file}: {Later().Match(Tree.Read(file)).Value}"));

    [Fact]
    public void No_merge_was_left_half_done() =>
        Assert.All(Tree.Files.Where(file => !IsPicture(file)), file => Assert.False(Unmerged().IsMatch(Tree.Read(file)), file));

    [Fact]
    public void The_commands_can_be_run_as_they_are()
    {
        // Windows keeps no execute bits.
        foreach (var file in new[] { "test.sh", "publish.sh", ".ci/run" })
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Tree.PathOf(file)).HasFlag(UnixFileMode.UserExecute), file);
    }

    /// <summary>Otherwise ./data and the paths of files to import would be looked for beside the project.</summary>
    [Fact]
    public void Running_the_hub_from_a_checkout_leaves_people_in_their_folder() =>
        Assert.Empty(Programs.Run("dotnet", "msbuild", "functions/Hub/Hub.csproj", "-getProperty:RunWorkingDirectory")!.Trim());

    private static bool IsPicture(string file) => file.EndsWith(".png", StringComparison.Ordinal) || file.EndsWith(".zip", StringComparison.Ordinal) || file.EndsWith(".db", StringComparison.Ordinal);

    // Written in pieces, so that this file passes its own test.
    [GeneratedRegex("://[^/ \"]*(n[u]get|n[p]mjs|d[e]bian)[^/ \"]*/|(?<![\\w.])/(w[o]rk|t[m]p|h[o]me/\\w|U[s]ers/\\w)/")]
    private static partial Regex Foreign();

    [GeneratedRegex("^(<{7}|>{7}) ", RegexOptions.Multiline)]
    private static partial Regex Unmerged();

    [GeneratedRegex("N[o]tImplementedException|\\b(T[O]DO|F[I]XME|H[A]CK)\\b")]
    private static partial Regex Later();
}
