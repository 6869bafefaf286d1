using System.Text;
using Hub.Testing;

namespace Hub.FrontDoor;

internal static class Secrecy
{
    /// <summary>No file of the hub (databases, what they write ahead, contents, leftovers), and nothing that it printed, holds any of these texts.</summary>
    public static void AssertNowhere(this HubProcess hub, params string[] texts)
    {
        // A lease is an empty file, held shut by who has it.
        foreach (var file in Directory.EnumerateFiles(hub.Data, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(Path.GetDirectoryName(file)) != "leases"))
        {
            var content = Read(file);
            Assert.All(texts.SelectMany(Forms), form => Assert.True(content.AsSpan().IndexOf(form) < 0, $"{Path.GetFileName(file)} holds a secret in clear"));
        }

        Assert.All(texts, text => Assert.DoesNotContain(hub.Said, line => line.Contains(text, StringComparison.Ordinal)));
    }

    /// <summary>As it is, and within base64, wherever in it the text begins: so bytes stand in JSON.</summary>
    private static IEnumerable<byte[]> Forms(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        yield return bytes;
        for (var shift = 0; shift < 3; shift++)
        {
            var inBase64 = Convert.ToBase64String([.. new byte[shift], .. bytes]);
            yield return Encoding.ASCII.GetBytes(inBase64[(shift == 0 ? 0 : shift + 1)..^4]);
        }
    }

    private static byte[] Read(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = new byte[stream.Length];
            return content[..stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false)];
        }
        catch (FileNotFoundException)
        {
            // Gone since it was listed.
            return [];
        }
    }
}
