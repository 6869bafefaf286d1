using Hub.Core.Records;
using Xunit;

namespace Core.Tests.Records;

/// <summary>Which fields a script has to handle as text follows from the schemas alone.</summary>
public sealed class DecimalFieldsTests
{
    private static readonly RecordTypes Types = RecordTypes.Load(Repository.RecordTypeFiles);

    [Theory]
    [InlineData("energy.consumption", "/conversion /cost /energy /volume")]
    [InlineData("water.consumption", "/cost /volume")]
    [InlineData("document.file", "")]
    [InlineData("bank.operation", "/amount /balanceAfter /exchangeRate")]
    public void Numbers_are_decimals_and_whole_numbers_are_not(string type, string pointers) =>
        Assert.Equal(pointers, string.Join(' ', Types.Get(type).Decimals));

    [Fact]
    public void What_refers_elsewhere_counts_with_what_it_refers_to()
    {
        var schema = SchemaCompiler.Compile("""
            {
              "properties": {
                "a/b": { "$ref": "#/$defs/money" },
                "either": { "type": ["number", "string"] },
                "none": { "type": ["null", "number"] },
                "whole": { "type": "integer" },
                "anything": true,
                "list": { "items": { "properties": { "x": { "items": { "type": "number" } } } } }
              },
              "$defs": { "money": { "properties": { "amount": { "type": "number" } } } }
            }
            """u8.ToArray());

        Assert.Equal(["/a~1b/amount", "/list/*/x/*", "/none"], DecimalFields.Of(schema));
    }
}
