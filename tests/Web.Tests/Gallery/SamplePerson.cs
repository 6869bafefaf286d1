using System.Text;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Web;
using Web.Tests.Browser;

namespace Web.Tests.Gallery;

/// <summary>An invented person, the day on which they look, and the shared record types.</summary>
internal static class SamplePerson
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, TimeSpan.FromHours(1));

    public static readonly RecordTypes Types = RecordTypes.Load(Directory.EnumerateFiles(Path.Combine(Screenshots.Root(), "sdk", "records"), "*.json"));

    public static PageContext Context(string language, bool signedIn = true) => new(language, TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"))
    {
        Now = Now,
        Account = signedIn ? "Camille" : null,
        IsAdmin = signedIn,
        Vault = signedIn ? "Camille" : null,
        AntiforgeryToken = signedIn ? "sample" : null,
        AntiforgeryField = "antiforgery",
        Path = "/",
    };

    public static StoredRecord Record(string type, string json, bool deleted = false)
    {
        var errors = new RecordErrors();
        var prepared = Types.Get(type).Prepare(Encoding.UTF8.GetBytes(json), default, "me", errors, new Scratch())
            ?? throw new InvalidOperationException($"The sample is no {type}: {string.Join(", ", errors.Items.Select(item => item.Path + " " + item.Message.En))}");
        return new StoredRecord
        {
            Sequence = 1,
            Type = type,
            Id = prepared.Id,
            Time = prepared.Time,
            Subject = "me",
            Data = prepared.Data,
            Provenance = new Provenance("linky:1", "0198", "linky", "1.0.0", Now.AddDays(-3), "sha256-0f3a"),
            ProvenanceJson = [],
            Deleted = deleted,
        };
    }
}
