using Hub.Core.Records;
using Xunit;

namespace Core.Tests.Records;

public sealed class IdentityTests
{
    private static readonly RecordType Operation = Sample.Type(
        "trial.operation",
        $"{Sample.Field("account")}, {Sample.Field("reference")}, {Sample.Field("date", "\"type\": \"string\"")}, {Sample.Field("amount")}, {Sample.Field("label")}",
        """
        "identity": [["account", "reference"], ["account", "date", "amount", { "field": "label", "fold": true }]], "time": { "field": "date", "precision": "date" }
        """);

    private static readonly RecordType Timed = Sample.Type(
        "trial.timed",
        $"{Sample.Field("start", "\"type\": \"string\"")}, {Sample.Field("end", "\"format\": \"date-time\"")}",
        """
        "identity": [["start", "end"]], "time": { "field": "start", "precision": "instant" }
        """);

    // These never change: every vault finds its records by them. They were worked out a second time from RecordIdentity's comment alone, outside of this code.
    [Theory]
    [InlineData("""{"account":"FR76","reference":"A1"}""", "me", "b9b9f74d34f809b459e6c09209d7e4d5")]
    [InlineData("""{"account":"FR76","reference":"A1"}""", "child", "5db2a902e3b6172b777facb7c7c1fa2f")]
    [InlineData("""{"account":"FR76","date":"2024-03-14","amount":-12.50,"label":"  Café  de la Gare"}""", "me", "3a114c6f08008ef601d0f2dfb1f8bd1f")]
    [InlineData("""{"account":"FR76"}""", "me", "de02907fca223abba72a47cfead5a200")]
    [InlineData("""{"account":true,"reference":{"b":1.0,"a":[]}}""", "me", "f410b910d4ba01d2e720609edaf1c338")]
    public void Ids_stay_what_they_are(string data, string subject, string id) => Assert.Equal(id, Operation.Prepare(data, subject: subject).Id.ToString());

    [Theory]
    [InlineData("""{"start":"2024-01-01T00:30:00+01:00","end":"2024-01-01T01:00:00.25+01:00"}""", "3a0fd46354c053cd5e3dc7509a2a1137")]
    [InlineData("""{"start":"2024-03"}""", "3a11097c5c00343db152feb92a59a721")]
    [InlineData("""{"start":"9999-12-31"}""", "ffffffffffff86b51d455b7c104582d2")]
    public void Ids_that_begin_with_time_stay_what_they_are(string data, string id) => Assert.Equal(id, Timed.Prepare(data).Id.ToString());

    [Fact]
    public void Numbers_count_by_value_and_labels_whatever_their_case_accents_and_spaces()
    {
        var one = Operation.Prepare("""{"account":"FR76","date":"2024-03-14","amount":-12.50,"label":"Œuvre d'été  à Łódź"}""");
        var other = Operation.Prepare("""{"account":"FR76","date":"2024-03-14","amount":-1250e-2,"label":" OEUVRE D'E\u0301TE A lodz "}""");
        Assert.Equal(one.Id, other.Id);
        Assert.NotEqual(one.ContentHash, other.ContentHash);
    }

    [Fact]
    public void Texts_count_as_they_are_but_for_how_accents_are_composed()
    {
        var composed = Operation.Prepare("""{"account":"Zoé Việt","reference":"1"}""").Id;
        Assert.Equal(composed, Operation.Prepare("{\"account\":\"Zoe\u0301 Vie\u0323\u0302t\",\"reference\":\"1\"}").Id);
        Assert.NotEqual(composed, Operation.Prepare("""{"account":"zoé việt","reference":"1"}""").Id);
        Assert.NotEqual(composed, Operation.Prepare("""{"account":"Zoe Viet","reference":"1"}""").Id);
        Assert.NotEqual(Operation.Prepare("""{"account":"a","reference":"1"}""").Id, Operation.Prepare("""{"account":"a","reference":1}""").Id);
    }

    [Fact]
    public void An_alternative_counts_when_all_its_fields_are_there_and_null_is_absent()
    {
        var byReference = Operation.Prepare("""{"account":"a","reference":"1","date":"2024-03-14"}""").Id;
        Assert.Equal(byReference, Operation.Prepare("""{"account":"a","reference":"1","date":"2024-03-15"}""").Id);
        var byDay = Operation.Prepare("""{"account":"a","reference":null,"date":"2024-03-14"}""").Id;
        Assert.NotEqual(byReference, byDay);
        Assert.Equal(byDay, Operation.Prepare("""{"account":"a","date":"2024-03-14","amount":null}""").Id);
    }

    [Fact]
    public void Neighbouring_fields_do_not_run_into_each_other() => Assert.NotEqual(
        Operation.Prepare("""{"account":"ab","reference":"c"}""").Id,
        Operation.Prepare("""{"account":"a","reference":"bc"}""").Id);

    [Fact]
    public void Another_subject_or_type_is_another_record()
    {
        const string Data = """{"key":"1"}""";
        var mine = Sample.Anything.Prepare(Data).Id;
        Assert.NotEqual(mine, Sample.Anything.Prepare(Data, subject: "child").Id);
        Assert.NotEqual(mine, Sample.Type("trial2", Sample.Field("key"), "\"identity\": [[\"key\"]]").Prepare(Data).Id);
    }

    [Fact]
    public void An_instant_is_the_same_whatever_its_offset_and_trailing_zeros()
    {
        var paris = Timed.Prepare("""{"start":"2024-01-01T00:30:00+01:00","end":"2024-01-01T01:00:00.5+01:00"}""").Id;
        Assert.Equal(paris, Timed.Prepare("""{"start":"2023-12-31T23:30:00.000Z","end":"2024-01-01t00:00:00.500z"}""").Id);
        Assert.NotEqual(paris, Timed.Prepare("""{"start":"2023-12-31T23:30:00.000000001Z","end":"2024-01-01T00:00:00.5Z"}""").Id);
    }

    [Fact]
    public void Ids_grow_with_time()
    {
        string[] times = ["0001", "0001-01-01T00:00:00.001Z", "1582-10-10", "1969-12-31T23:59:59.999Z", "1970-01-01T01:00:00.001+01:00", "2024-03-14", "2024-03-14T00:00:00.001Z", "2024-04", "8919-12-31"];
        var ids = times.Select(time => Timed.Prepare($$"""{"start":"{{time}}"}""").Id).ToList();
        Assert.Equal(ids.Order(), ids);
        Assert.All(ids.Zip(ids.Skip(1)), pair => Assert.NotEqual(pair.First.Value.High >> 16, pair.Second.Value.High >> 16));
    }

    [Fact]
    public void An_id_is_written_and_read_in_one_way()
    {
        var id = Sample.Anything.Prepare("""{"key":1}""").Id;
        Assert.Equal(id, RecordId.Parse(id.ToString()));
        Assert.Equal(id, RecordId.FromBytes(id.ToByteArray()));
        var utf8 = new byte[RecordId.TextLength];
        Assert.True(id.TryFormat(utf8, out var written) && written == 32 && RecordId.TryParse(utf8, out var read) && read == id);
        Assert.False(id.TryFormat(new byte[31], out _));
        foreach (var wrong in (string?[])[null, "", id.ToString()[..31], id + "0", new string('A', 32), new string('g', 32), new string('é', 32), new string('0', 31) + "\u0130"])
            Assert.False(RecordId.TryParse(wrong, out _));
    }

    [Theory]
    [InlineData("""{"account":"FR76","reference":"A1"}""")]
    [InlineData("""{"account":"FR76","reference":"A1","amount":3}""")]
    [InlineData("""{"account":"FR76","date":"2024-03-14","amount":-12.50,"label":"  Café  de la Gare"}""")]
    public void What_identifies_a_record_leads_to_it_whatever_else_it_holds(string fields) => Assert.Equal(Operation.Prepare(fields).Id, Identify(Operation, fields).Id);

    [Fact]
    public void What_the_type_demands_beside_the_identity_need_not_be_told()
    {
        var type = Sample.Type("trial.strict", $"{Sample.Field("reference", "\"type\": \"string\"")}, {Sample.Field("amount")}, {Sample.Field("at")}", "\"identity\": [[\"reference\"], [\"at\", \"amount\"]]", "\"required\": [\"amount\"], \"additionalProperties\": false,");
        Assert.Equal(type.Prepare("""{"reference":"A1","amount":3}""").Id, Identify(type, """{"reference":"A1"}""").Id);
        Assert.Equal(["/reference"], Identify(type, "{}").Missing);
        Assert.Equal(["/amount"], Identify(type, """{"at":"2024"}""").Missing);
        Assert.Equal(["/reference"], Identify(type, """{"reference":7}""").Missing);
        Assert.Equal(["/other"], Identify(type, """{"reference":"A1","other":1}""").Missing);
        Assert.Equal([""], Identify(type, "[]").Missing);
    }

    private static (RecordId? Id, IEnumerable<string> Missing) Identify(RecordType type, string fields)
    {
        var errors = new RecordErrors();
        using var scratch = new Scratch();
        return (type.Identify(System.Text.Encoding.UTF8.GetBytes(fields), "me", errors, scratch), errors.Items.Select(error => error.Path));
    }
}
