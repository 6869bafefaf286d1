using System.Xml.Linq;

namespace House.Tests;

/// <summary>A csproj together with the Directory.Build.props above it that git keeps: what it references and how.</summary>
internal sealed class ProjectFile
{
    private ProjectFile(string path)
    {
        Path = path;
        Name = System.IO.Path.GetFileNameWithoutExtension(path);
        var documents = Sources(path).Select(source => (Folder: System.IO.Path.GetDirectoryName(source)!, Items: XDocument.Parse(Tree.Read(source)).Descendants())).ToList();
        Packages = [.. documents.SelectMany(document => document.Items).Where(item => item.Name.LocalName == "PackageReference").Select(item => item.Attribute("Include")!.Value)];
        References = [.. documents.SelectMany(document => document.Items.Where(item => item.Name.LocalName == "ProjectReference").SelectMany(item => Resolve(document.Folder, item)))];
    }

    public static IReadOnlyList<ProjectFile> All { get; } = [.. Tree.EndingWith(".csproj").Where(path => !path.StartsWith("templates/", StringComparison.Ordinal)).Select(path => new ProjectFile(path))];

    public string Path { get; }

    public string Name { get; }

    public IReadOnlyList<string> Packages { get; }

    public IReadOnlyList<(string Path, bool BuildOnly)> References { get; }

    /// <summary>Names of the projects whose types it sees.</summary>
    public IEnumerable<string> Sees => References.Where(reference => !reference.BuildOnly).Select(reference => System.IO.Path.GetFileNameWithoutExtension(reference.Path));

    public bool Is(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    private static IEnumerable<string> Sources(string path)
    {
        yield return path;
        for (var folder = System.IO.Path.GetDirectoryName(path); !string.IsNullOrEmpty(folder); folder = System.IO.Path.GetDirectoryName(folder))
        {
            var props = $"{folder}/Directory.Build.props".Replace('\\', '/');
            if (!Tree.Files.Contains(props))
                continue;
            yield return props;
            foreach (var import in XDocument.Parse(Tree.Read(props)).Descendants().Where(item => item.Name.LocalName == "Import"))
            {
                var imported = FromRoot(folder, import.Attribute("Project")!.Value);
                if (imported.Contains('/'))
                    yield return imported;
            }
        }
    }

    private static IEnumerable<(string Path, bool BuildOnly)> Resolve(string folder, XElement item)
    {
        var buildOnly = string.Equals(item.Attribute("ReferenceOutputAssembly")?.Value, "false", StringComparison.OrdinalIgnoreCase);
        foreach (var include in item.Attribute("Include")!.Value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var path = FromRoot(folder, include.Replace("$(MSBuildThisFileDirectory)", "", StringComparison.Ordinal));
            if (!path.Contains('*'))
            {
                yield return (path, buildOnly);
                continue;
            }

            var start = path[..path.IndexOf('*')];
            foreach (var project in Tree.EndingWith(".csproj").Where(project => project.StartsWith(start, StringComparison.Ordinal) && project.Count(c => c == '/') == path.Count(c => c == '/')))
                yield return (project, buildOnly);
        }
    }

    private static string FromRoot(string folder, string path) =>
        System.IO.Path.GetRelativePath(Tree.Root, System.IO.Path.GetFullPath(System.IO.Path.Combine(Tree.PathOf(folder), path.Replace('\\', '/')))).Replace('\\', '/');
}
