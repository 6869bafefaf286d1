using System.Security.Cryptography;
using System.Text;
using Hub.Plugins.GreenButton.Feed;

namespace Hub.Plugins.GreenButton.Readings;

/// <summary>How a usage point is called: by its number and that of its account, as its address has them. The title is left alone, for it often is where the person lives.</summary>
internal static class UsagePoints
{
    private const int Longest = 64;
    private const string Collection = "UsagePoint";

    /// <summary>The identifier, or null when the file holds none.</summary>
    public static string? Name(Entry? point, Entry? meter)
    {
        var path = point?.Self ?? meter?.Self ?? "";
        var parts = path.Split('/');
        var at = Array.LastIndexOf(parts, Collection);
        return at >= 0 && at + 1 < parts.Length ? Short(at > 0 ? $"{parts[at - 1]}/{parts[at + 1]}" : parts[at + 1])
            : point?.Self is { Length: > 0 } self ? Short(Links.Last(self))
            : point?.Id is { Length: > 0 } id ? Short(id)
            : null;
    }

    public static string? Beside(string? name, Entry meter) => name is null || meter.Self is null ? name : Short($"{name}#{Links.Last(meter.Self)}");

    private static string Short(string name) => name.Length <= Longest ? name : $"{name[..31]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..32]}";
}
