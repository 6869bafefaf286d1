using System.Text.Json;
using Hub.Core.Plugins;
using Hub.Core.Records;
using Hub.Core.Runs;
using Hub.Core.Vaults;

namespace Hub.Web.Views;

/// <summary>Differences in the words of the pages.</summary>
public static class ReparseViews
{
    private const int MostNaming = 3;
    private const int LongestRaw = 200;

    public static ReadAgainView ReadAgain(KeptImport file, Plugin? reader) =>
        file.ReadBy is not { } id ? new(new("No plug-in is known to have read it.", "Aucun module connu ne l'a lu."), IsDue: false, CanRead: true)
        : reader is null ? new(new($"The plug-in that read it ({id}) is not in this hub any more. Install it again to read the file again.", $"Le module qui l'a lu ({id}) n'est plus dans ce hub. Réinstallez-le pour relire le fichier."), IsDue: false, CanRead: false)
        : file.WasReadByOther(reader) ? new(
            new($"It was read by {reader.Manifest.Name.In("en")} {file.Version}. This hub has version {reader.Manifest.Version} now.", $"Il a été lu par {reader.Manifest.Name.In("fr")} {file.Version}. Ce hub a maintenant la version {reader.Manifest.Version}."), IsDue: true, CanRead: true)
        : new(new($"It was read by {reader.Manifest.Name.In("en")} {file.Version}, the version in use.", $"Il a été lu par {reader.Manifest.Name.In("fr")} {file.Version}, la version en service."), IsDue: false, CanRead: true);

    public static TableModel Types(RunDifferences differences, Func<string, string> label, PageContext page) => new(
        [new(page.L("Kind of data", "Sorte de données")), new(page.L("New", "Nouvelles"), IsNumber: true), new(page.L("Changed", "Modifiées"), IsNumber: true), new(page.L("Told no more", "Plus dans le fichier"), IsNumber: true)],
        [.. differences.Types.Select(type => new TableRow([label(type.Type), page.Format.Number(type.Created), page.Format.Number(type.Updated), page.Format.Number(type.Missing)]))]);

    /// <summary>Which fields change, in how many records.</summary>
    public static string? Fields(TypeDifferences differences, RecordType? type, PageContext page) => differences.Fields.Count == 0 ? null
        : page.L($"{(type is null ? differences.Type : type.Label.En)}: ", $"{(type is null ? differences.Type : type.Label.Fr)} : ")
            + string.Join(", ", differences.Fields.Select(field => page.L($"{Label(type, field.Path, page)} in {page.Format.Records(field.Count)}", $"{Label(type, field.Path, page)} dans {page.Format.Records(field.Count)}"))) + ".";

    /// <summary>A row for each field of a record that changes.</summary>
    public static IEnumerable<TableRow> Rows(RecordType type, StoredRecord record, JsonElement after, IReadOnlyList<string> paths, PageContext page)
    {
        using var before = JsonDocument.Parse(record.Data);
        foreach (var path in paths)
        {
            var (was, now) = (Show(type, before.RootElement, path, page), Show(type, after, path, page));
            if (was == now)
            {
                // What pages shorten can differ beyond what they show of it.
                (was, now) = (Raw(before.RootElement, path), Raw(after, path));
            }

            yield return new TableRow([new TableCell(Naming(type, before.RootElement, page), RecordTables.AddressOf(record)), Label(type, path, page), was, now]);
        }
    }

    /// <summary>What a person knows the record by.</summary>
    public static string Naming(RecordType type, JsonElement data, PageContext page)
    {
        var said = type.ListFields().Select(field => data.TryGetProperty(field.Name, out var value) ? field.Show(value, data, page) : null).Where(text => !string.IsNullOrEmpty(text)).Take(MostNaming).ToList();
        return said.Count == 0 ? page.L(type.Label) : string.Join(" · ", said);
    }

    private static string Label(RecordType? type, string path, PageContext page) => type?.FindField(path) is { } field ? page.L(field.Label) : path.TrimStart('/');

    private static string Show(RecordType type, JsonElement data, string path, PageContext page) =>
        Find(data, path) is not { } found ? "–" : type.FindField(path)?.Show(found.Value, found.Parent, page) ?? Short(found.Value);

    private static string Raw(JsonElement data, string path) => Find(data, path) is { } found ? Short(found.Value) : "–";

    private static string Short(JsonElement value) => value.GetRawText() is var raw && raw.Length > LongestRaw ? raw[..LongestRaw] + "…" : raw;

    private static (JsonElement Value, JsonElement Parent)? Find(JsonElement data, string path)
    {
        var (value, parent) = (data, data);
        foreach (var part in path.Split('/').Skip(1))
        {
            parent = value;
            if (parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal), out value))
            {
                return null;
            }
        }

        return (value, parent);
    }
}
