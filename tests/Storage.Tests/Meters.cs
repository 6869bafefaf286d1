using System.Text;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Testing;

namespace Storage.Tests;

/// <summary>A record type in its first version and in its second, in which nearly everything is called otherwise.</summary>
public static class Meters
{
    public static RecordType First { get; } = Version(1);

    public static RecordType Second { get; } = Version(2);

    /// <summary>As the first version writes it; <paramref name="more"/> are further members.</summary>
    public static PreparedRecord Old(string meter, string energy = "0.132", string more = "", string subject = "me") =>
        Make.Record(First, $$"""{"ref":"{{meter}}","start":"2024-01-01T00:30:00+01:00","energy":{{energy}}{{more}}}""", subject);

    /// <summary>The same as an old reader would tell it to a hub that knows the second.</summary>
    public static PreparedRecord Told(PreparedRecord old) => Make.Record(Second, Encoding.UTF8.GetString(Second.Today(old.Data, 1, new Scratch()).Span), old.Subject);

    public static RecordWrite Put(RecordType type, PreparedRecord record, string run = "run-1") => new(WriteKind.Put, type, record.Id, record, Make.From("one", run));

    private static RecordType Version(int version) => RecordTypes.Load([Path.Combine(Samples.Repository, "tests", "Hub.Testing", "Meters", $"{version}", "test.meter.json")]).Get("test.meter");
}
