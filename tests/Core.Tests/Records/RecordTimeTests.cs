using Hub.Core.Records;
using Xunit;

namespace Core.Tests.Records;

public sealed class RecordTimeTests
{
    private static readonly RecordType Timed = Sample.Type("trial.timed", $"{Sample.Field("key")}, {Sample.Field("when")}", "\"identity\": [[\"key\"]], \"time\": { \"field\": \"when\", \"precision\": \"instant\" }");

    [Theory]
    [InlineData("2024-01-01T00:30:00+01:00", 1704065400000, 60, "2024-01-01T00:30:00+01:00")]
    [InlineData("2024-01-01T00:30:00.25-09:30", 1704103200250, -570, "2024-01-01T00:30:00.250-09:30")]
    [InlineData("2024-01-01t00:00:00.0004z", 1704067200000, 0, "2024-01-01T00:00:00Z")]
    [InlineData("2024-01-01T00:00:00+00:00", 1704067200000, 0, "2024-01-01T00:00:00Z")]
    [InlineData("1969-12-31T23:59:59.999Z", -1, 0, "1969-12-31T23:59:59.999Z")]
    [InlineData("2016-12-31T23:59:60Z", 1483228800000, 0, "2017-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.999-00:00", 253402300799999, 0, "9999-12-31T23:59:59.999Z")]
    [InlineData("2024-03-14", 1710374400000, RecordTime.Date, "2024-03-14")]
    [InlineData("2024-03", 1709251200000, RecordTime.Month, "2024-03")]
    [InlineData("0001", -62135596800000, RecordTime.Year, "0001")]
    [InlineData("9999-12-31", 253402214400000, RecordTime.Date, "9999-12-31")]
    public void A_time_is_read_and_written_with_its_offset_and_precision(string text, long milliseconds, int precision, string written)
    {
        Assert.True(RecordTime.TryParse(text, out var time));
        Assert.Equal((milliseconds, (short)precision), (time.UnixMilliseconds, time.Precision));
        Assert.Equal(written, time.ToString());
        Assert.Equal((precision < 10000, precision > 10000), (time.IsInstant, time.IsDate));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000")]
    [InlineData("0000-01-01")]
    [InlineData("10000-01-01")]
    [InlineData("2023-02-29")]
    [InlineData("2024-13")]
    [InlineData("2024-00")]
    [InlineData("24")]
    [InlineData("2024-1-1")]
    [InlineData("2024-01-01T00:00:00")]
    [InlineData("2024-01-01T00:00Z")]
    [InlineData("2024-01-01T00:00:00.Z")]
    [InlineData("2024-01-01T00:00:00+14:01")]
    [InlineData("2024-01-01T00:00:00+1:00")]
    [InlineData("2024-01-01T24:00:00Z")]
    [InlineData("2024-01-01T12:59:60Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [InlineData("NaN")]
    public void What_is_no_time_is_refused_in_the_data_and_beside_it(string text)
    {
        Assert.False(RecordTime.TryParse(text, out _));
        Assert.Equal([new("/when", RecordMessages.Time)], Timed.Refusals($$"""{"key":1,"when":"{{text}}"}"""));
        if (text.Length > 0)
            Assert.Equal([new("/time", RecordMessages.Time)], Timed.Refusals("""{"key":1}""", text));
    }

    [Fact]
    public void The_time_beside_the_data_counts_where_the_data_has_none()
    {
        Assert.Equal("2024-03-14", Timed.Prepare("""{"key":1}""", "2024-03-14").Time.ToString());
        Assert.Equal("2024-03-14", Timed.Prepare("""{"key":1,"when":null}""", "2024-03-14").Time.ToString());
        Assert.Equal("2020", Timed.Prepare("""{"key":1,"when":"2020"}""", "2024-03-14").Time.ToString());
        Assert.Equal("2020", Sample.Anything.Prepare("""{"key":1}""", "2020").Time.ToString());
        Assert.True(Timed.Prepare("""{"key":1}""").Time.IsNone);
        Assert.Equal("", RecordTime.None.ToString());
    }

    [Fact]
    public void A_time_field_that_is_no_text_is_refused() => Assert.Equal([new("/when", RecordMessages.Time)], Timed.Refusals("""{"key":1,"when":2024}"""));
}
