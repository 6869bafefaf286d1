using System.Security.Cryptography;
using System.Text;
using Hub.Plugins.GreenButton.Feed;

namespace Hub.Plugins.GreenButton.Readings;

/// <summary>
/// How a usage point is called: by its number and that of its account, as its address has them, and that of the meter; never by what else the file holds, so that an export in which a second
/// meter appears names the first as before. The title is left alone, for it often is where the person lives.
/// </summary>
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
        var name = at >= 0 && at + 1 < parts.Length ? (at > 0 ? $"{parts[at - 1]}/{parts[at + 1]}" : parts[at + 1])
            : point?.Self is { Length: > 0 } self ? Links.Last(self)
            : point?.Id is { Length: > 0 } id ? id
            : null;
        return name is null ? null : Short(meter?.Self is { } number ? $"{name}#{Links.Last(number)}" : name);
    }

    private static string Short(string name) => name.Length <= Longest ? name : $"{name[..31]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..32]}";
}
