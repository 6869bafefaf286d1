using System.IO.Compression;
using Hub.Core.Plugins.Installing;
using Xunit;

namespace Core.Tests.Plugins;

/// <summary>A package is opened within limits, and nothing of it leaves its folder.</summary>
public sealed class PluginPackageTests : IDisposable
{
    private readonly string _above = Directory.CreateTempSubdirectory("hub-package-").FullName;

    private string Into => Path.Combine(_above, "into");

    [Theory]
    [InlineData("../outside.txt")]
    [InlineData("a/../../outside.txt")]
    [InlineData("/outside.txt")]
    [InlineData("C:/outside.txt")]
    [InlineData("..\\outside.txt")]
    [InlineData("a//b.txt")]
    [InlineData("a./b.txt")]
    [InlineData("nul\0.txt")]
    public void A_name_that_leads_elsewhere_is_refused(string name)
    {
        Assert.Throws<PluginRefusedException>(() => Unpack(Zip((name, "x"u8.ToArray()))));
        Assert.False(File.Exists(Path.Combine(_above, "outside.txt")));
    }

    [Fact]
    public void A_link_is_refused()
    {
        var package = new MemoryStream();
        using (var zip = new ZipArchive(package, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = zip.CreateEntry("link");
            entry.ExternalAttributes = unchecked((int)0xA1FF0000);
            using var content = entry.Open();
            content.Write("/etc/passwd"u8);
        }

        Assert.Throws<PluginRefusedException>(() => Unpack(package));
    }

    [Fact]
    public void What_inflates_beyond_measure_is_refused() => Assert.Throws<PluginRefusedException>(() => Unpack(Zip(("big.txt", new byte[64 * 1024 * 1024]))));

    [Fact]
    public void One_name_twice_is_refused() => Assert.Throws<PluginRefusedException>(() => Unpack(Zip(("a.txt", "1"u8.ToArray()), ("a.txt", "2"u8.ToArray()))));

    [Fact]
    public void What_is_no_zip_is_refused() => Assert.Throws<PluginRefusedException>(() => Unpack(new MemoryStream("PK but not really"u8.ToArray())));

    [Fact]
    public void What_was_packed_comes_out_as_it_was()
    {
        var source = Directory.CreateDirectory(Path.Combine(_above, "source")).FullName;
        Directory.CreateDirectory(Path.Combine(source, "bin"));
        Directory.CreateDirectory(Path.Combine(source, "obj"));
        foreach (var file in new[] { "plugin.json", "bin/a.dll", "obj/left.txt", ".hidden" })
            File.WriteAllText(Path.Combine(source, file), file);

        var package = new MemoryStream();
        PluginPackage.Pack(source, package);
        Unpack(package);
        Assert.Equal(["bin/a.dll", "plugin.json"], PluginFiles.Of(Into));
        Assert.Equal("bin/a.dll", File.ReadAllText(Path.Combine(Into, "bin", "a.dll")));
    }

    [Fact]
    public void A_hubs_data_and_files_of_the_authors_own_are_never_part_of_a_plugin()
    {
        string[] parts = ["README.md", "icon.svg", "out/plugin.js", "out/words.txt", "plugin.json", "samples/a.csv", "src/plugin.ts"];
        string[] others = ["data/hub.db", "data/plugins/other/plugin.js", "data/vaults/1/vault.db", "settings.json", "src/data/hub.db", "src/data/notes.ts", "statement.csv"];
        foreach (var file in parts.Concat(others))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Into, file))!);
            File.WriteAllText(Path.Combine(Into, file), file == "plugin.json" ? """{ "entry": "out/plugin.js" }""" : file);
        }

        Assert.Equal(parts, PluginFiles.Of(Into));
        Assert.Equal(["data/", "settings.json", "src/data/", "statement.csv"], PluginFiles.LeftOut(Into));
        Assert.Equal(["data", "src/data"], PluginFiles.DataOf(Into));
        Assert.Empty(PluginFiles.Of(Path.Combine(Into, "data")));
    }

    public void Dispose() => Directory.Delete(_above, recursive: true);

    private void Unpack(MemoryStream package)
    {
        Directory.CreateDirectory(Into);
        package.Position = 0;
        PluginPackage.Unpack(package, Into);
    }

    private static MemoryStream Zip(params (string Name, byte[] Content)[] files)
    {
        var package = new MemoryStream();
        using (var zip = new ZipArchive(package, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return package;
    }
}
