using System.Text;
using Hub.Core.Records;

namespace House.Tests;

/// <summary>The manifest's schema lets through only settings that a form can be made of.</summary>
public sealed class SettingsFormTests
{
    private static readonly SchemaValidator Schema = SchemaValidator.Compile(File.ReadAllBytes(Tree.PathOf("sdk/plugin.schema.json")));

    [Fact]
    public void The_example_in_the_README_is_a_form()
    {
        var readme = Tree.Read("sdk/README.md");
        var begin = readme.IndexOf("```json\n", StringComparison.Ordinal) + "```json\n".Length;
        Assert.Empty(Check(readme[begin..readme.IndexOf("```", begin, StringComparison.Ordinal)]));
    }

    [Theory]
    [InlineData("""{ "type": "string" }""", "/hub")]
    [InlineData("""{ "type": "string", "hub": { "help": { "en": "x" } } }""", "/hub/label")]
    [InlineData("""{ "type": "object", "hub": { "label": { "en": "x" } } }""", "/type")]
    [InlineData("""{ "type": "string", "order": 1, "hub": { "label": { "en": "x" } } }""", "/order")]
    [InlineData("""{ "type": "string", "hub": { "label": { "en": "x" }, "autocomplete": "current-password" } }""", "/hub/autocomplete")]
    public void A_field_that_no_form_can_show_is_refused(string field, string where) =>
        Assert.Contains("/settings/properties/name" + where, Check($$""" "settings": { "properties": { "name": {{field}} } } """));

    private static IReadOnlyList<string> Check(string settings)
    {
        var errors = new RecordErrors();
        Schema.Validate(Encoding.UTF8.GetBytes($$"""
            { "id": "my-bank", "version": "1.0.0", "sdk": 1, "publisher": "Me", "licence": "MIT", "languages": ["en"], "kind": "connector", "runtime": "js", "entry": "plugin.js",
              "name": { "en": "My bank" }, "summary": { "en": "My bank." }, "permissions": [], {{settings}} }
            """), errors);
        return [.. errors.Items.Select(error => error.Path)];
    }
}
