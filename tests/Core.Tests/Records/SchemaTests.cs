using System.Text;
using System.Text.RegularExpressions;
using Hub.Core.Records;
using Xunit;

namespace Core.Tests.Records;

public sealed class SchemaTests
{
    [Theory]
    [InlineData("""{"allOf":[]}""", "allOf")]
    [InlineData("""{"properties":{"a":{"items":{"uniqueItems":true}}}}""", "uniqueItems")]
    [InlineData("""{"$defs":{"unused":{"oneOf":[]}}}""", "oneOf")]
    [InlineData("""{"$ref":"#"}""", "$ref")]
    [InlineData("""{"$ref":"https://example.org/other"}""", "$ref")]
    [InlineData("""{"$ref":"#/properties/a","properties":{"a":true}}""", "$ref")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#"}""", "$schema")]
    [InlineData("""{"properties":{"a":{"$id":"b"}}}""", "$id")]
    [InlineData("""{"format":"email"}""", "format: email")]
    public void A_keyword_that_is_not_honoured_is_refused_by_name(string schema, string keyword) =>
        Assert.Equal(keyword, Assert.Throws<UnsupportedKeywordException>(() => Compile(schema)).Keyword);

    [Theory]
    [InlineData("""{"$defs":{"a":{"items":{"$ref":"#/$defs/b"}},"b":{"$ref":"#/$defs/a"}}}""")]
    [InlineData("""{"$ref":"#/$defs/a"}""")]
    [InlineData("""{"type":"text"}""")]
    [InlineData("""{"type":3}""")]
    [InlineData("""{"minimum":"1"}""")]
    [InlineData("""{"minimum":1e99}""")]
    [InlineData("""{"minLength":-1}""")]
    [InlineData("""{"maxItems":1.5}""")]
    [InlineData("""{"required":"a"}""")]
    [InlineData("""{"pattern":"("}""")]
    [InlineData("""{"pattern":"(?=a)"}""")]
    [InlineData("""{"pattern":"(a)\\1"}""")]
    [InlineData("""{"minimum":1,"minimum":2}""")]
    [InlineData("""{"properties":{"a":true,"a":false}}""")]
    [InlineData("[]")]
    [InlineData("{")]
    public void A_schema_that_is_wrong_is_refused(string schema) => Assert.Throws<SchemaException>(() => Compile(schema));

    [Fact]
    public void A_pattern_of_more_than_1_kB_is_refused()
    {
        Compile($$"""{"pattern":"{{new string('a', 1024)}}"}""");
        Assert.Throws<SchemaException>(() => Compile($$"""{"pattern":"{{new string('a', 1025)}}"}"""));
    }

    [Theory]
    [InlineData("^[0-9]+$", "12", true)]
    [InlineData("^[0-9]+$", "12\n", false)]
    [InlineData("^\\d+$", "१२", false)]
    [InlineData("^\\w$", "é", false)]
    [InlineData("^.$", "😀", true)]
    [InlineData("^.$", "\n", false)]
    [InlineData("^[^a]$", "😀", true)]
    [InlineData("^[^a]{2}$", "😀", false)]
    [InlineData("^\\D$", "😀", true)]
    [InlineData("^\\S\\s\\S$", "a\u00a0b", true)]
    [InlineData("^[\\w-]+$", "a-b_1", true)]
    [InlineData("^[a[]$", "[", true)]
    [InlineData("^\\p{Lu}$", "É", true)]
    [InlineData("b", "abc", true)]
    [InlineData("^(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", false)]
    public void Patterns_mean_what_they_mean_in_ecma_262(string pattern, string text, bool matches) =>
        Assert.Equal(matches, IsValid($$"""{"pattern":{{Quote(pattern)}}}""", Quote(text)));

    // Two engines run patterns; where the plain one takes a pattern, it has to say what the other says.
    [Theory]
    [InlineData("^[A-Z]{3}$")]
    [InlineData("^$")]
    [InlineData("^a?b*c+[ab]{0,2}$")]
    [InlineData("^[a-c][a-c-]{1,5}$")]
    [InlineData("^a{2,}b{1}\\.[.]$")]
    [InlineData("^a*a*ab?$")]
    [InlineData("^[ab]{1,4}c?[ab]*$")]
    [InlineData("^aa?[.b]")]
    [InlineData("^b*c")]
    [InlineData("^[ab]{2,3}")]
    [InlineData("^a*")]
    public void A_plain_pattern_matches_what_the_regular_expression_does(string pattern)
    {
        var plain = PlainPattern.Find(pattern);
        Assert.NotNull(plain);
        var regex = new Regex(pattern.Replace("$", @"\z", StringComparison.Ordinal), RegexOptions.NonBacktracking);
        var random = new Random(3);
        for (var round = 0; round < 3000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => "aaabbc.-AZé"[random.Next(11)]));
            Assert.True(regex.IsMatch(text) == plain.IsMatch(Encoding.UTF8.GetBytes(text)), text);
        }
    }

    [Theory]
    [InlineData("a")]
    [InlineData("^a|b$")]
    [InlineData("^(a)$")]
    [InlineData("^.$")]
    [InlineData("^\\d$")]
    [InlineData("^[^a]$")]
    [InlineData("^a+?$")]
    [InlineData("^é$")]
    [InlineData("^a\\$")]
    [InlineData("^[a$")]
    [InlineData("^a{2$")]
    [InlineData("^a{3,2}$")]
    [InlineData("^[a-z]{200}$")]
    public void A_pattern_that_is_more_than_plain_is_left_to_the_regular_expression(string pattern) => Assert.Null(PlainPattern.Find(pattern));

    [Theory]
    [InlineData("""{"minimum":0.1}""", "0.1", true)]
    [InlineData("""{"minimum":0.1}""", "0.0999999999999999999999999999", false)]
    [InlineData("""{"exclusiveMaximum":1e3}""", "1000.000", false)]
    [InlineData("""{"exclusiveMaximum":1e3}""", "999.9999999999999999999999999", true)]
    [InlineData("""{"maximum":-5}""", "-5.0000000000000000001", true)]
    [InlineData("""{"maximum":-5}""", "-4.9999999999999999999", false)]
    [InlineData("""{"maximum":7e28}""", "0.0000000000000000000000000001", true)]
    [InlineData("""{"exclusiveMinimum":0}""", "-0", false)]
    [InlineData("""{"exclusiveMinimum":0}""", "1e-28", true)]
    [InlineData("""{"type":"integer"}""", "1.0", true)]
    [InlineData("""{"type":"integer"}""", "15e-1", false)]
    [InlineData("""{"type":"integer"}""", "150e-1", true)]
    [InlineData("""{"enum":[1,{"a":[1.50],"b":null}]}""", """{"b":null,"a":[150e-2]}""", true)]
    [InlineData("""{"enum":[1,{"a":[1.50],"b":null}]}""", """{"b":null,"a":[1.51]}""", false)]
    [InlineData("""{"const":"\u00e9"}""", "\"é\"", true)]
    [InlineData("""{"maxLength":2}""", "\"😀é\"", true)]
    [InlineData("""{"maxLength":2}""", "\"😀éa\"", false)]
    [InlineData("""{"minLength":2}""", "\"😀\"", false)]
    [InlineData("""{"maxLength":1}""", "\"\\ud83d\\ude00\"", true)]
    [InlineData("""{"format":"partial-date-time"}""", "\"2024-03\"", true)]
    [InlineData("""{"format":"partial-date-time"}""", "\"2024-03-14T08:30:00Z\"", true)]
    [InlineData("""{"format":"partial-date-time"}""", "\"2024-03-14T08:30:00\"", false)]
    [InlineData("""{"format":"partial-date"}""", "\"2024-03-14T08:30:00Z\"", false)]
    [InlineData("""{"format":"partial-date"}""", "\"2024-13\"", false)]
    public void Values_are_compared_exactly(string schema, string json, bool isValid) => Assert.Equal(isValid, IsValid(schema, json));

    [Fact]
    public void Each_error_says_where_and_what_in_both_languages_and_never_the_content()
    {
        const string Schema = """
            {
              "type": "object", "additionalProperties": false, "required": ["a", "missing/one"], "maxProperties": 9,
              "properties": {
                "a": { "type": ["integer", "null"], "maximum": 5 }, "b": { "enum": ["x", "y"] }, "c": { "items": { "type": "object", "required": ["d"] } },
                "e": { "format": "date" }, "f": { "pattern": "^z$", "minLength": 20 }, "g": false
              }
            }
            """;
        var errors = new RecordErrors();
        const string Json = """{"a":"SECRET","b":"SECRET","c":[{"d":1},{}],"e":"SECRET","f":"SECRET","g":"SECRET","h~i/j":"SECRET"}""";
        Assert.False(Compile(Schema).Validate(Encoding.UTF8.GetBytes(Json), errors));
        Assert.Equal(["/a", "/b", "/c/1/d", "/e", "/f", "/f", "/g", "/h~0i~1j", "/missing~1one"], errors.Items.Select(error => error.Path));
        Assert.All(errors.Items, error => Assert.True(error.Message.En.EndsWith('.') && error.Message.Fr.EndsWith('.') && !error.Message.En.Contains("SECRET", StringComparison.Ordinal)));
        Assert.Equal("Expected here: null or a whole number.", errors.Items[0].Message.En);
        Assert.Equal("Attendu ici\u00a0: null ou un nombre entier.", errors.Items[0].Message.Fr);
        Assert.Equal("Expected here, one of: x, y.", errors.Items[1].Message.En);
        Assert.Equal("Ce texte doit avoir au moins 20\u00a0caractères.", errors.Items[4].Message.Fr);
    }

    [Fact]
    public void At_most_twenty_errors_are_collected()
    {
        var errors = new RecordErrors();
        Assert.False(Compile("""{"items":false}""").Validate(Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, 100))}]"), errors));
        Assert.Equal(20, errors.Count);
    }

    private static SchemaValidator Compile(string schema) => SchemaValidator.Compile(Encoding.UTF8.GetBytes(schema));

    private static bool IsValid(string schema, string json)
    {
        var errors = new RecordErrors();
        return Compile(schema).Validate(Encoding.UTF8.GetBytes(json), errors);
    }

    private static string Quote(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
