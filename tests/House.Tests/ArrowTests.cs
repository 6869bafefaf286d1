namespace House.Tests;

/// <summary>Arrows between projects point one way. What each project may see, and which packages it may bring in, stands here.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> MaySee = new(StringComparer.Ordinal)
    {
        ["Hub.Sdk"] = [],
        ["Hub.Sdk.Testing"] = ["Hub.Sdk"],
        ["Hub.Wire"] = ["Hub.Sdk"],
        ["Hub.Core"] = ["Hub.Sdk", "Hub.Sdk.Testing", "Hub.Wire"],
        ["Hub.Runner"] = ["Hub.Sdk", "Hub.Wire"],
        ["Hub.Storage.Local"] = ["Hub.Sdk", "Hub.Core"],
        ["Hub.Storage.Azure"] = ["Hub.Sdk", "Hub.Core", "Hub.Storage.Local"],
        ["Hub"] = ["Hub.Sdk", "Hub.Wire", "Hub.Core", "Hub.Storage.Local", "Hub.Storage.Azure"],
    };

    private static readonly Dictionary<string, string[]> MayBring = new(StringComparer.Ordinal)
    {
        ["Hub.Storage.Local"] = ["SQLitePCLRaw.bundle_e_sqlite3", "SQLitePCLRaw.core"],
        ["Hub.Storage.Azure"] = ["Azure.Core", "Azure.Identity", "Azure.Storage.Blobs", "Azure.Storage.Common", "Azure.Storage.Queues"],
        ["Hub.Runner"] = ["AngleSharp", "Jint"],
        ["Hub"] = ["QRCoder", "System.CommandLine"],
    };

    private static IEnumerable<ProjectFile> House => ProjectFile.All.Where(project => project.Is("sdk") || project.Is("functions"));

    [Fact]
    public void The_table_names_every_project_of_the_house() =>
        Assert.Equal(MaySee.Keys.Order(StringComparer.Ordinal), House.Select(project => project.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void A_project_sees_only_what_the_table_allows() =>
        Assert.All(House, project => Assert.Empty(project.Sees.Except(MaySee[project.Name])));

    [Fact]
    public void A_project_brings_only_the_packages_that_the_table_allows() =>
        Assert.All(House, project => Assert.Empty(project.Packages.Except(MayBring.GetValueOrDefault(project.Name, []))));

    [Fact]
    public void Every_reference_leads_to_a_project() =>
        Assert.All(ProjectFile.All, project => Assert.All(project.References, reference => Assert.Contains(reference.Path, Tree.Files)));

    [Fact]
    public void The_hub_builds_plugins_and_runner_without_seeing_them()
    {
        var hub = ProjectFile.All.Single(project => project.Name == "Hub");
        var built = hub.References.Where(reference => reference.BuildOnly).Select(reference => reference.Path).ToList();
        Assert.Contains("functions/Hub.Runner/Hub.Runner.csproj", built);
        Assert.Empty(ProjectFile.All.Where(project => project.Is("plugins")).Select(project => project.Path).Except(built));
    }

    [Fact]
    public void A_plugin_sees_the_SDK_only()
    {
        var plugins = ProjectFile.All.Where(project => project.Is("plugins") || project.Is("docs")).ToList();
        Assert.NotEmpty(plugins);
        Assert.All(plugins, plugin => Assert.Equal(["Hub.Sdk"], plugin.Sees));
    }

    [Fact]
    public void Only_a_store_sees_a_database_and_only_the_runner_a_script_engine()
    {
        Assert.DoesNotContain(House, project => !project.Name.StartsWith("Hub.Storage.", StringComparison.Ordinal) && project.Packages.Any(package => package.Contains("Sqlite", StringComparison.OrdinalIgnoreCase)));
        Assert.DoesNotContain(ProjectFile.All, project => project.Name != "Hub.Runner" && project.Packages.Contains("Jint"));
    }

    [Fact]
    public void Nothing_sees_the_tests_but_tests() =>
        Assert.All(ProjectFile.All.Where(project => !project.Is("tests")), project => Assert.DoesNotContain(project.References, reference => reference.Path.StartsWith("tests/", StringComparison.Ordinal)));

    [Fact]
    public void Only_the_composition_names_a_store() =>
        Assert.Equal(["functions/Hub/Composition.cs"], Tree.Under("functions/Hub").Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
            .Where(file => Tree.Read(file).Contains("Hub.Storage.", StringComparison.Ordinal)));

    [Fact]
    public void The_solution_holds_every_project_once()
    {
        var listed = Tree.Read("Hub.sln").Split('"').Where(part => part.EndsWith(".csproj", StringComparison.Ordinal)).Select(part => part.Replace('\\', '/')).ToList();
        Assert.Equal(ProjectFile.All.Select(project => project.Path).Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_project_locks_what_it_restores() =>
        Assert.All(ProjectFile.All, project => Assert.Contains($"{Path.GetDirectoryName(project.Path)}/packages.lock.json".Replace('\\', '/'), Tree.Files));
}
