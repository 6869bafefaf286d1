namespace House.Tests;

/// <summary>The files of the repository, as git keeps them; in a copy without git, all but what builds leave behind.</summary>
internal static class Tree
{
    private static readonly string[] Leftovers = ["bin", "obj", "node_modules", ".git", "artifacts", "data", "TestResults"];

    public static string Root { get; } = FindRoot();

    /// <summary>Paths from the root, with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. (ListFromGit() ?? ListFromDisk()).Where(file => File.Exists(PathOf(file))).Order(StringComparer.Ordinal)];

    public static string PathOf(string file) => Path.Combine(Root, file);

    public static string Read(string file) => File.ReadAllText(PathOf(file));

    public static IEnumerable<string> EndingWith(params string[] endings) => Files.Where(file => endings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)));

    public static IEnumerable<string> Under(string folder) => Files.Where(file => file.StartsWith(folder + "/", StringComparison.Ordinal));

    /// <summary>The names of the folders right below one.</summary>
    public static IEnumerable<string> FoldersOf(string folder) =>
        Under(folder).Select(file => file[(folder.Length + 1)..].Split('/')).Where(parts => parts.Length > 1).Select(parts => parts[0]).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string>? ListFromGit() =>
        Path.Exists(PathOf(".git")) ? Programs.Run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")?.Split('\0', StringSplitOptions.RemoveEmptyEntries) : null;

    private static IEnumerable<string> ListFromDisk() =>
        Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(Leftovers.Contains));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Hub.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run from inside the repository.");
        return folder.FullName;
    }
}
