using System.Text;
using System.Text.Json;
using Hub.Core.Records;
using Xunit;

namespace Core.Tests.Records;

public sealed class OfficialSchemaSuiteTests(ITestOutputHelper output)
{
    // These say that a format is only an annotation. Ours are assertions, which the files under optional/format hold to the letter.
    private static readonly string[] AnnotationGroups = ["date format", "date-time format", "uri format"];

    [Fact]
    public void Every_case_agrees_and_every_other_group_is_refused_when_loaded()
    {
        var tests = Path.Combine(Repository.Samples("json-schema"), "json-schema-org_JSON-Schema-Test-Suite", "tests", "draft2020-12");
        var (run, refused, annotations) = (0, 0, 0);
        var wrong = new List<string>();
        foreach (var file in Directory.EnumerateFiles(tests, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var group in document.RootElement.EnumerateArray())
            {
                var name = group.GetProperty("description").GetString()!;
                if (Path.GetFileName(file) == "format.json" && AnnotationGroups.Contains(name))
                    annotations++;
                else if (Compile(group.GetProperty("schema")) is { } validator)
                    run += Run(validator, group, $"{Path.GetFileName(file)}: {name}", wrong);
                else
                    refused++;
            }
        }

        output.WriteLine($"{run} cases run, {refused} groups refused, {annotations} groups say that a format is an annotation");
        Assert.Empty(wrong);
        Assert.Equal((546, 301, 3), (run, refused, annotations));
    }

    private static int Run(SchemaValidator validator, JsonElement group, string name, List<string> wrong)
    {
        var count = 0;
        foreach (var test in group.GetProperty("tests").EnumerateArray())
        {
            count++;
            var isValid = validator.Validate(Encoding.UTF8.GetBytes(test.GetProperty("data").GetRawText()), new());
            if (isValid != test.GetProperty("valid").GetBoolean())
                wrong.Add($"{name}: {test.GetProperty("description").GetString()}");
        }

        return count;
    }

    private static SchemaValidator? Compile(JsonElement schema)
    {
        try
        {
            return SchemaValidator.Compile(Encoding.UTF8.GetBytes(schema.GetRawText()));
        }
        catch (SchemaException)
        {
            return null;
        }
    }
}
