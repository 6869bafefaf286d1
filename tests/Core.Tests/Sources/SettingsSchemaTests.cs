using System.Text.Json;
using Hub.Core.Plugins;
using Hub.Core.Records;
using Xunit;

namespace Core.Tests.Sources;

/// <summary>A manifest's settings become a form, and what a person fills in is checked against them.</summary>
public sealed class SettingsSchemaTests
{
    private const string Bank = """
        { "type": "object", "required": ["user", "password"], "properties": {
            "user": { "type": "string", "minLength": 3 },
            "server": { "type": "string", "format": "uri" },
            "password": { "type": "string", "secret": true, "host": "{settings.server}" },
            "key": { "type": "string", "secret": true, "exposed": true } } }
        """;

    [Fact]
    public void Secrets_say_where_they_may_go_and_whether_the_plug_in_sees_them()
    {
        var fields = Compile(Bank).Fields;
        Assert.Equal(["user True False", "server False False", "password True True {settings.server}", "key False True exposed"], fields.Select(field =>
            string.Join(' ', new[] { field.Name, field.Required.ToString(), field.Secret.ToString(), field.Host, field.Exposed ? "exposed" : null }.Where(part => part is not null))));
    }

    [Theory]
    [InlineData("""{"user":"ada","password":"x"}""")]
    [InlineData("""{"user":"ada","password":"x","server":"https://bank.example","key":"k"}""")]
    public void What_follows_the_schema_is_taken(string settings) => Assert.Empty(Errors(settings));

    [Theory]
    [InlineData("""{"user":"a","password":"x"}""", "/user")]
    [InlineData("""{"user":"ada"}""", "/password")]
    [InlineData("""{"user":"ada","password":"x","more":1}""", "/more")]
    [InlineData("""{"user":"ada","password":{"a":1}}""", "/password")]
    public void What_does_not_names_the_field(string settings, string path) => Assert.Equal(path, Assert.Single(Errors(settings)).Path);

    [Fact]
    public void A_plug_in_without_settings_takes_none()
    {
        var errors = new RecordErrors();
        Assert.True(SettingsSchema.Compile(null).Validate("{}"u8, errors));
        Assert.False(SettingsSchema.Compile(null).Validate("{\"a\":1}"u8, errors));
    }

    [Theory]
    [InlineData("""{ "properties": { "password": { "type": "integer", "secret": true } } }""")]
    [InlineData("""{ "properties": { "a b": { "type": "string" } } }""")]
    [InlineData("""{ "properties": { "user": { "type": "string", "oneOf": [] } } }""")]
    [InlineData("[]")]
    public void Settings_that_cannot_become_a_form_are_refused(string schema) => Assert.ThrowsAny<SchemaException>(() => Compile(schema));

    private static SettingsSchema Compile(string schema) => SettingsSchema.Compile(JsonElement.Parse(schema));

    private static IReadOnlyList<RecordError> Errors(string settings)
    {
        var errors = new RecordErrors();
        Compile(Bank).Validate(System.Text.Encoding.UTF8.GetBytes(settings), errors);
        return errors.Items;
    }
}
