using System.Text.RegularExpressions;

namespace House.Tests;

/// <summary>What the documents name exists.</summary>
public sealed partial class DocsTests
{
    private static readonly HashSet<string> Names = [.. Tree.Files.Select(file => Path.GetFileName(file)!)];
    private static readonly HashSet<string> Places = [.. Tree.Files, .. Tree.Files.SelectMany(Above)];

    public static TheoryData<string> Documents => [.. Tree.EndingWith(".md")];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_leads_somewhere(string document) =>
        Assert.All(Links().Matches(Tree.Read(document)).Select(match => match.Groups[1].Value).Where(link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith('#')), link =>
            Assert.Contains(From(document, link.Split('#')[0]), Places));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_file_that_is_named_exists(string document) =>
        Assert.All(Quoted().Matches(Tree.Read(document)).Select(match => match.Groups[1].Value).Where(IsFile), name => Assert.True(Exists(document, name), $"{document} names {name}"));

    [Fact]
    public void Every_room_has_a_README()
    {
        string[] rooms = ["docs", "docs/decisions", "functions", "plugins", "samples", "sdk", "sdk/records", "tests", .. new[] { "functions", "sdk", "plugins" }.SelectMany(above => Tree.FoldersOf(above).Select(name => $"{above}/{name}"))];
        Assert.All(rooms, room => Assert.Contains($"{room}/README.md", Places));
    }

    [Fact]
    public void The_tests_README_names_each_project_of_tests() =>
        Assert.All(Tree.FoldersOf("tests"), name => Assert.Contains($"| `{name}` |", Tree.Read("tests/README.md"), StringComparison.Ordinal));

    [Fact]
    public void The_decisions_are_numbered_without_gaps_and_listed()
    {
        var notes = Tree.Under("docs/decisions").Select(file => Path.GetFileName(file)!).Where(name => char.IsAsciiDigit(name[0])).ToList();
        Assert.Equal(Enumerable.Range(1, notes.Count).Select(number => $"{number:0000}"), notes.Select(name => name[..4]));
        Assert.All(notes, note => Assert.Contains($"({note})", Tree.Read("docs/decisions/README.md"), StringComparison.Ordinal));
    }

    [Fact]
    public void The_README_names_each_verb_and_no_other()
    {
        var source = string.Concat(Tree.Under("functions/Hub/Verbs").Select(Tree.Read));
        var known = Commands().Matches(source).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var written = Rows().Matches(Tree.Read("README.md")).SelectMany(row => Quoted().Matches(row.Value)).Select(match => match.Groups[1].Value.Split(' ')).Where(words => known.Contains(words[0])).ToList();
        Assert.Empty(known.Except(written.SelectMany(words => words)).Except(["serve", "list", "remove"]));
        Assert.All(written.SelectMany(words => words).Where(word => word.StartsWith("--", StringComparison.Ordinal)), option => Assert.Contains($"(\"{option}\")", source, StringComparison.Ordinal));
        var run = Runs().Matches(string.Concat(Tree.EndingWith(".md").Select(Tree.Read))).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(run);
        Assert.All(run, verb => Assert.Contains(verb, known));
    }

    private static bool IsFile(string name) => !name.Contains("://", StringComparison.Ordinal) && !name.Any(char.IsWhiteSpace)
        && (FileName().IsMatch(name) || (name.Contains('/') && PathLike().IsMatch(name) && Places.Contains(name.Split('/')[0])));

    private static bool Exists(string document, string name) => name.Contains('/')
        ? Above(document).Append("").Any(folder => Places.Contains(From($"{folder}/x", name.TrimEnd('/')))) || Tree.Files.Any(file => file.EndsWith($"/{name}", StringComparison.Ordinal))
        : Names.Contains(name) || Places.Contains(From(document, name));

    private static string From(string document, string link)
    {
        var folder = Path.GetDirectoryName(document) is { Length: > 0 } above ? above : ".";
        return Path.GetRelativePath(Tree.Root, Path.GetFullPath(Path.Combine(Tree.PathOf(folder.TrimStart('/')), link))).Replace('\\', '/').TrimEnd('/');
    }

    private static IEnumerable<string> Above(string file)
    {
        for (var end = file.LastIndexOf('/'); end > 0; end = file.LastIndexOf('/', end - 1))
            yield return file[..end];
    }

    [GeneratedRegex("""new(?: Command)?\("([a-z]+)",""")]
    private static partial Regex Commands();

    [GeneratedRegex(@"^\| `.*$", RegexOptions.Multiline)]
    private static partial Regex Rows();

    [GeneratedRegex("functions/Hub -- ([a-z]+)")]
    private static partial Regex Runs();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Links();

    [GeneratedRegex("(?<!`)`([^`\n]+)`(?!`)")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^(\.\.?/)*([\w.-]+/)*[\w.-]+\.(cs|razor|csproj|sln|md|sh|ts|mjs|props|css|svg)$")]
    private static partial Regex FileName();

    [GeneratedRegex(@"^[\w.-]+(/[\w.-]+)*/?$")]
    private static partial Regex PathLike();
}
