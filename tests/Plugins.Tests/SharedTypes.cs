using System.Text;
using Hub.Core.Records;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests;

/// <summary>Holds what a plug-in saved to the shared record types, as the hub does.</summary>
internal static class SharedTypes
{
    public static RecordTypes Types { get; } = RecordTypes.Load(Directory.EnumerateFiles(Path.Combine(Samples.Repository, "sdk", "records"), "*.json"));

    /// <summary>The ids that the hub would give, one for each saved record; fails on a record that the hub would set aside.</summary>
    public static List<string> Accept(Import import) => Accept(import.Context.Saved);

    public static List<string> Accept(IEnumerable<SavedRecord> records)
    {
        var ids = new List<string>();
        foreach (var saved in records)
        {
            var errors = new RecordErrors();
            var record = Types.Get(saved.Type).Prepare(Encoding.UTF8.GetBytes(saved.Data.GetRawText()), default, saved.Origin.Subject ?? "me", errors, new());
            Assert.True(record is not null, $"{saved.Type} {saved.Origin.At}: {string.Join("; ", errors.Items.Select(error => $"{error.Path} {error.Message.En}"))}");
            ids.Add($"{saved.Type} {record.Id}");
        }

        return ids;
    }

    /// <summary>What a script has to handle as text.</summary>
    public static Dictionary<string, IReadOnlyList<string>> Decimals(params string[] types) => types.ToDictionary(type => type, type => Types.Get(type).Decimals);

    /// <summary>The same, when no two records of the file are one.</summary>
    public static void AcceptDistinct(Import import)
    {
        var ids = Accept(import);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }
}
