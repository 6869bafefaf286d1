namespace Hub.Core.Files;

/// <summary>Names that lead nowhere else, wherever files are kept.</summary>
public static class PlainName
{
    /// <summary>A folder and a file in it.</summary>
    public static string InFolder(string name) => name.Split('/') is [var folder, var file] ? $"{Checked(folder)}/{Checked(file)}" : throw new ArgumentException("A file has a name in a folder.", nameof(name));

    public static string Checked(string part) =>
        part.Length is > 0 and <= 100 && part[0] != '.' && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? part : throw new ArgumentException("This is no plain name.", nameof(part));
}
