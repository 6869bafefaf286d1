using System.Text.Json.Nodes;
using Hub.Core.Plugins;
using Hub.Core.Records;

namespace Hub.Plugins.Tests.Tables;

/// <summary>Each mistake in a mapping is told with its place and what to do, before any file is read by it.</summary>
public sealed class TableMappingFaultsTests : IDisposable
{
    private static readonly string Shipped = Path.Combine(Samples.Repository, "plugins", "bank-csv");
    private static readonly PluginFolder Reader = new(SchemaValidator.Compile(File.ReadAllBytes(Path.Combine(Samples.Repository, "sdk", "plugin.schema.json"))), SharedTypes.Types);
    private readonly string _folder = Directory.CreateTempSubdirectory("mapping").FullName;

    [Theory]
    [InlineData("/tables/0/records/0/type", "\"bank.nothing\"", "there is no record type \"bank.nothing\"")]
    [InlineData("/tables/0/records/0/type", "\"water.consumption\"", "no permission of plugin.json writes")]
    [InlineData("/tables/0/records/0/fields/amount/as", null, "add \"as\": \"decimal\"")]
    [InlineData("/tables/0/records/0/fields/bookingDate/order", null, "in which order day, month and year stand")]
    [InlineData("/tables/0/records/0/fields/bookingDate", null, "\"bookingDate\" is missing")]
    [InlineData("/tables/0/records/0/fields/amount/column", null, "comes from nowhere")]
    [InlineData("/tables/0/records/0/fields/amount/constant", "\"1\"", "comes from several places")]
    [InlineData("/tables/0/records/0/fields/amount/thousands", "\",\"", "cannot be both")]
    [InlineData("/tables/0/records/0/fields/colour", "{ \"column\": \"A\" }", "has no field \"colour\"")]
    [InlineData("/tables/0/records/0/fields/amount/sort", "1", "/tables/0/records/0/fields/amount/sort")]
    [InlineData("/tables/0/header", "[]", "/tables/0/header")]
    [InlineData("/tables/0/ignore", "[{}]", "/tables/0/ignore/0")]
    public void A_fault_names_its_place_and_what_to_do(string pointer, string? value, string says)
    {
        var mapping = JsonNode.Parse("""
            { "tables": [{ "name": "x", "header": ["A", "B"], "records": [{ "type": "bank.operation", "fields": {
              "account": { "constant": "a" }, "currency": { "constant": "EUR" },
              "bookingDate": { "column": "A", "as": "date", "order": "dmy" }, "amount": { "column": "B", "as": "decimal", "decimal": "," } } }] }] }
            """)!;
        Assert.Null(Load(mapping.ToJsonString()));
        Set(mapping, pointer.Split('/')[1..], value);

        var why = Load(mapping.ToJsonString());

        Assert.NotNull(why);
        Assert.StartsWith("the mapping, /tables/0", why);
        Assert.Contains(says, why);
    }

    [Fact]
    public void What_is_no_JSON_is_told_by_its_line() => Assert.Contains("line 2", Load("{\n \"tables\": [,"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string? Load(string mapping)
    {
        File.Copy(Path.Combine(Shipped, "plugin.json"), Path.Combine(_folder, "plugin.json"), overwrite: true);
        File.WriteAllText(Path.Combine(_folder, "mapping.json"), mapping);
        return Reader.Load(_folder, null, out var why) is null ? why : null;
    }

    private static void Set(JsonNode root, string[] path, string? value)
    {
        var node = root;
        foreach (var step in path[..^1])
        {
            node = int.TryParse(step, out var at) ? node[at]! : node[step]!;
        }

        if (value is null)
        {
            node.AsObject().Remove(path[^1]);
        }
        else
        {
            node[path[^1]] = JsonNode.Parse(value);
        }
    }
}
