using System.Text;
using System.Text.Json;
using Hub.Core.Records;
using Xunit;

namespace Core.Tests.Records;

public sealed class HostileJsonTests(ITestOutputHelper output)
{
    // Good JSON that a record may not be all the same: a member there twice, and numbers that no decimal holds.
    private static readonly string[] GoodJsonButNoRecord =
    [
        "y_number.json", "y_number_real_exponent.json", "y_number_real_fraction_exponent.json",
        "y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json",
    ];

    [Fact]
    public void Good_json_is_read_bad_json_is_refused_and_nothing_crashes()
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Samples("hostile-json"), "nst_JSONTestSuite"), "*.json");
        var refusedGood = new List<string>();
        var takenBad = new List<string>();
        var counts = new int[3];
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(file);
            var isTaken = IsTaken(File.ReadAllBytes(file));
            counts["yni".IndexOf(name[0], StringComparison.Ordinal)]++;
            if (name[0] == 'y' && !isTaken)
                refusedGood.Add(name);
            if (name[0] == 'n' && isTaken)
                takenBad.Add(name);
        }

        output.WriteLine($"{counts[0]} good, {counts[1]} bad, {counts[2]} either");
        Assert.Equal([45, 92, 12], counts);
        Assert.Empty(takenBad);
        Assert.Equal(GoodJsonButNoRecord, refusedGood);
    }

    [Fact]
    public void Nesting_of_32_levels_is_taken_and_33_or_100000_are_refused()
    {
        Assert.Empty(Sample.Anything.Refusals(Nested(32)));
        Assert.Equal([RecordMessages.TooDeep], Sample.Anything.Refusals(Nested(33)).Messages());
        Assert.Equal([RecordMessages.TooDeep], Sample.Anything.Refusals(Nested(100_000)).Messages());
        Assert.Equal([RecordMessages.TooDeep], Sample.Anything.Refusals("{\"a\":" + string.Concat(Enumerable.Repeat("{\"a\":", 100_000))).Messages());
    }

    [Fact]
    public void A_record_of_more_than_1_MB_is_refused()
    {
        Assert.Empty(Sample.Anything.Refusals($$"""{"key":"{{new string('x', (1024 * 1024) - 10)}}"}"""));
        Assert.Equal([RecordMessages.TooLarge], Sample.Anything.Refusals($$"""{"key":"{{new string('x', (1024 * 1024) - 9)}}"}""").Messages());
    }

    [Fact]
    public void Members_there_twice_are_refused_at_any_depth_and_named()
    {
        var errors = Sample.Anything.Refusals("""{"key":1,"a":[0,{"b":1,"c":2,"b":3}],"\u006bey":2}""");
        Assert.Equal(["/a/1/b", "/key"], errors.Select(error => error.Path));
        Assert.All(errors, error => Assert.Equal(RecordMessages.DuplicateMember, error.Message));
    }

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"\\udc00\\ud800\"")]
    [InlineData("\"a\\ud83d b\"")]
    public void Half_a_character_is_refused(string text) =>
        Assert.Equal([new("/a/0", RecordMessages.LoneSurrogate)], Sample.Anything.Refusals($$"""{"key":1,"a":[{{text}}]}"""));

    [Fact]
    public void Half_a_character_in_a_name_and_bytes_that_are_no_text_are_refused()
    {
        Assert.Equal([RecordMessages.LoneSurrogate], Sample.Anything.Refusals("{\"\\ud800\":1}").Messages());
        Assert.Equal([RecordMessages.NotUtf8], Sample.Anything.Refusals([.. "{\"key\":\""u8, 0xC3, .. "\"}"u8]).Messages());
    }

    [Theory]
    [InlineData("1234567890123456789012345678", true)]
    [InlineData("12345678901234567890123456789", false)]
    [InlineData("0.1234567890123456789012345678", true)]
    [InlineData("0.00000000000000000000000000001", false)]
    [InlineData("-79228162514264337593543950335", false)]
    [InlineData("7.9e28", true)]
    [InlineData("8e28", false)]
    [InlineData("1e-28", true)]
    [InlineData("1e-29", false)]
    [InlineData("0e99999999999", true)]
    [InlineData("1e99999999999", false)]
    [InlineData("1.0000000000000000000000000000000000", true)]
    public void A_number_is_taken_when_a_decimal_holds_it(string number, bool isTaken) =>
        Assert.Equal(isTaken ? [] : [new("/n", RecordMessages.NumberTooLong)], Sample.Anything.Refusals($$"""{"key":1,"n":{{number}}}"""));

    [Fact]
    public void A_root_that_is_no_object_and_an_empty_text_are_refused()
    {
        Assert.Equal([RecordMessages.NotAnObject], Sample.Anything.Refusals("[1]").Messages());
        Assert.Equal([RecordMessages.NotJson], Sample.Anything.Refusals("").Messages());
        Assert.Equal([RecordMessages.NotJson], Sample.Anything.Refusals("{}{}").Messages());
    }

    [Fact]
    public void A_hundred_thousand_members_in_reverse_order_take_no_quadratic_time()
    {
        var data = $"{{{string.Join(',', Enumerable.Range(0, 60_000).Reverse().Select(number => $"\"k{number:D6}\":1"))}}}";
        Assert.StartsWith("""{"k000000":1,"k000001":1,""", Sample.Anything.Prepare(data).Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hundred_thousand_faults_take_no_quadratic_time()
    {
        Assert.Equal(20, Sample.Anything.Refusals($$"""{"key":[{{string.Join(',', Enumerable.Repeat("1e99", 100_000))}}]}""").Count);
        Assert.Equal(20, Sample.Anything.Refusals($"{{{string.Join(',', Enumerable.Repeat("\"key\":1", 100_000))}}}").Count);
    }

    [Fact]
    public void A_byte_changed_anywhere_never_throws()
    {
        var good = "{\"key\":[1.5e1,\"\\u00e9\\ud83d\\ude00\",null,{\"b\":true,\"a\":\"\\n\"}]}"u8.ToArray();
        var random = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var bad = good.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--)
                bad[random.Next(bad.Length)] = (byte)random.Next(256);
            Sample.Anything.Refusals(random.Next(3) == 0 ? bad[..random.Next(bad.Length)] : bad);
        }
    }

    [Fact]
    public void Naughty_strings_survive_unchanged()
    {
        var file = Path.Combine(Repository.Samples("hostile-text"), "minimaxir_big-list-of-naughty-strings", "blns.json");
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        var strings = document.RootElement.EnumerateArray().Select(item => item.GetString()!).ToList();
        Assert.True(strings.Count > 500);
        foreach (var text in strings)
        {
            var record = Sample.Anything.Prepare(JsonSerializer.Serialize(new { key = text }));
            using var stored = JsonDocument.Parse(record.Data);
            Assert.Equal(text, stored.RootElement.GetProperty("key").GetString());
        }
    }

    private static string Nested(int levels) => "{\"key\":" + new string('[', levels - 1) + new string(']', levels - 1) + "}";

    // A record's root is an object: what is none is put into one.
    private static bool IsTaken(byte[] json)
    {
        var isObject = Encoding.Latin1.GetString(json).TrimStart(' ', '\t', '\r', '\n').StartsWith('{');
        return Sample.Anything.Refusals(isObject ? json : [.. "{\"key\":"u8, .. json, .. "}"u8]).Count == 0;
    }
}
