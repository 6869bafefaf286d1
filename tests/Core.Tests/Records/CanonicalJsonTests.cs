using System.Globalization;
using System.Text;
using System.Text.Json;
using Hub.Core.Records;
using Xunit;

namespace Core.Tests.Records;

public sealed class CanonicalJsonTests
{
    [Fact]
    public void Names_are_in_order_spaces_gone_numbers_as_written_and_escapes_few()
    {
        const string Written = """
             { "z" : [ 1.50 , 1e2, -0 , true, null ] , "\u00e9" : "\u00E9\/\ud83d\ude00\u0041", "a":{ "b\n":"\u000a\u0008\u001F\u0022\\" , "A":{ } } , "key":"" , "ﬀ":1, "𐀀":2 }
            """;
        // By UTF-8 bytes U+FB00 comes before U+10000; by UTF-16 units it would be the other way round.
        Assert.Equal("""{"a":{"A":{},"b\n":"\n\b\u001f\"\\"},"key":"","z":[1.50,1e2,-0,true,null],"é":"é/😀A","ﬀ":1,"𐀀":2}""", Sample.Anything.Prepare(Written).Text());
    }

    [Fact]
    public void Order_and_spaces_and_escapes_change_neither_bytes_nor_id_nor_hash()
    {
        var random = new Random(20240314);
        for (var round = 0; round < 500; round++)
        {
            var value = Invent(random, 0);
            var one = Sample.Anything.Prepare(Write(value, random));
            var other = Sample.Anything.Prepare(Write(value, random));
            Assert.Equal(one.Text(), other.Text());
            Assert.Equal((one.Id, one.ContentHash), (other.Id, other.ContentHash));
            Assert.Equal(one.Text(), Sample.Anything.Prepare(one.Text()).Text());
            using var left = JsonDocument.Parse(one.Data);
            using var right = JsonDocument.Parse(Write(value, random));
            Assert.True(JsonElement.DeepEquals(left.RootElement, right.RootElement));
        }
    }

    [Fact]
    public void A_text_that_is_canonical_already_is_kept_byte_for_byte()
    {
        const string Canonical = """{"a":[],"b":{},"c":[[],{}],"d":[1,2],"e":{"f":"é"},"key":"x"}""";
        Assert.Equal(Canonical, Sample.Anything.Prepare(Canonical).Text());
    }

    [Theory]
    [InlineData("""{"a":1 ,"key":2}""")]
    [InlineData("""{"a":[ ],"key":2}""")]
    [InlineData("""{"a":1,"key":2} """)]
    [InlineData("\n{\"a\":1,\"key\":2}")]
    public void One_space_anywhere_is_found(string text) =>
        Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal).Trim(), Sample.Anything.Prepare(text).Text());

    [Fact]
    public void What_one_record_needed_leaves_no_trace_in_the_next()
    {
        using var scratch = new Scratch();
        var errors = new RecordErrors();
        var kept = new List<(string Expected, PreparedRecord Record)>();
        for (var number = 0; number < 2000; number++)
        {
            var text = $$"""{"a":"{{new string('x', number % 97)}}","key":{{number}}}""";
            var written = number % 3 == 0 ? text.Replace("\"a\"", " \"\\u0061\"", StringComparison.Ordinal) : text;
            kept.Add((text, Sample.Anything.Prepare(Encoding.UTF8.GetBytes(written), default, "me", errors, scratch)!));
            Assert.Null(Sample.Anything.Prepare("{\"key\":[1"u8, default, "me", new(), scratch));
        }

        Assert.All(kept, item => Assert.Equal(item.Expected, item.Record.Text()));
        Assert.Equal(kept.Count, kept.Select(item => item.Record.Id).Distinct().Count());
    }

    private static object? Invent(Random random, int depth) => (depth == 0 ? 7 : random.Next(depth > 4 ? 6 : 8)) switch
    {
        0 => null,
        1 => true,
        2 => random.Next(-1000, 1000) / 8m,
        3 => (decimal)random.NextInt64(),
        4 or 5 => InventText(random),
        6 => Enumerable.Range(0, random.Next(5)).Select(_ => Invent(random, depth + 1)).ToList(),
        _ => Enumerable.Range(0, random.Next(depth == 0 ? 40 : 6)).Select(_ => InventText(random)).Append("key").Distinct().ToDictionary(name => name, _ => Invent(random, depth + 1)),
    };

    private static string InventText(Random random)
    {
        const string Letters = "abcABC \"\\/\b\f\n\r\t\u0000\u001f\u007fé€ﬀ\u2028";
        var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => random.Next(9) == 0 ? "😀" : Letters[random.Next(Letters.Length)].ToString()));
        return text;
    }

    private static string Write(object? value, Random random) => Space(random) + value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        decimal number => number.ToString(CultureInfo.InvariantCulture),
        string text => WriteText(text, random),
        List<object?> items => $"[{string.Join(',', items.Select(item => Write(item, random)))}{Space(random)}]",
        Dictionary<string, object?> members => $"{{{string.Join(',', members.OrderBy(_ => random.Next()).Select(member => $"{Space(random)}{WriteText(member.Key, random)}{Space(random)}:{Write(member.Value, random)}"))}}}",
        _ => throw new InvalidOperationException(),
    } + Space(random);

    private static string WriteText(string text, Random random) =>
        '"' + string.Concat(text.Select(letter => letter < ' ' || letter is '"' or '\\' || (random.Next(4) == 0) ? $"\\u{(int)letter:x4}" : letter.ToString())) is var written
            && HasBrokenPair(written) ? '"' + string.Concat(text.Select(letter => $"\\u{(int)letter:X4}")) + '"' : written + '"';

    // One half of a pair escaped and the other plain is no text.
    private static bool HasBrokenPair(string written) => written.Where((letter, index) => char.IsSurrogate(letter)
        && !(char.IsHighSurrogate(letter) && index + 1 < written.Length && char.IsLowSurrogate(written[index + 1]))
        && !(char.IsLowSurrogate(letter) && index > 0 && char.IsHighSurrogate(written[index - 1]))).Any();

    private static string Space(Random random) => random.Next(5) switch { 0 => " ", 1 => "\n\t", _ => "" };
}
