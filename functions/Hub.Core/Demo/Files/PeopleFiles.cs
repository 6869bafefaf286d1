using System.Text;

namespace Hub.Core.Demo.Files;

/// <summary>Whom the household knows, and what it has in its diary.</summary>
internal static class PeopleFiles
{
    private static readonly (string Id, string Family, string Given, string Telephone, string Mail)[] Known =
    [
        ("alex", "Exemple", "Alex", "06 00 00 00 01", "alex@example.org"),
        ("maxime", "Modèle", "Maxime", "06 00 00 00 02", "maxime@example.org"),
        ("dominique", "Fictif", "Dominique", "06 00 00 00 03", "dominique@example.org"),
        ("claude", "Spécimen", "Claude", "06 00 00 00 04", "claude@example.org"),
    ];

    public static string Contacts()
    {
        var text = new StringBuilder();
        foreach (var (id, family, given, telephone, mail) in Known)
        {
            text.Append($"BEGIN:VCARD\nVERSION:3.0\nUID:demo-{id}\nFN:{given} {family}\nN:{family};{given};;;\nTEL;TYPE=CELL:{telephone}\nEMAIL:{mail}\nEND:VCARD\n");
        }

        for (var i = 0; i < Care.Kinds.Count; i++)
        {
            text.Append(DemoFiles.Invariant($"BEGIN:VCARD\nVERSION:3.0\nUID:demo-doctor-{i + 1}\nFN:{Care.Kinds[i].Doctor}\nTITLE:{Care.Kinds[i].Role}\nORG:Cabinet de l'Exemple\nTEL;TYPE=WORK:01 00 00 00 0{i + 1}\nEND:VCARD\n"));
        }

        return text.ToString();
    }

    public static string Agenda(Household home)
    {
        var text = new StringBuilder("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//example.org//demo//FR\nX-WR-CALNAME:Agenda de la démonstration\n");
        foreach (var visit in home.Visits)
        {
            Event(text, home, $"visit-{visit.Number}", visit.Start, visit.Kind.Minutes, $"{visit.Kind.Role} : {visit.Kind.Doctor}", "Cabinet de l'Exemple", null);
        }

        Event(text, home, "next-visit", Care.Next(home), Care.General.Minutes, $"{Care.General.Role} : {Care.General.Doctor}", "Cabinet de l'Exemple", null);
        var tuesday = home.First.AddDays(((int)DayOfWeek.Tuesday - (int)home.First.DayOfWeek + 7) % 7);
        Event(text, home, "choir", Household.Midnight(tuesday).AddHours(19), 120, "Chorale", "Salle Exemple", "FREQ=WEEKLY");
        for (var year = home.First.Year; year <= home.Through.Year; year++)
        {
            text.Append(DemoFiles.Invariant($"BEGIN:VEVENT\nUID:holiday-{year}@demo.example.org\nDTSTAMP:{home.First:yyyyMMdd}T000000Z\nDTSTART;VALUE=DATE:{year}0803\nDTEND;VALUE=DATE:{year}0817\nSUMMARY:Vacances\nEND:VEVENT\n"));
        }

        return text.Append("END:VCALENDAR\n").ToString();
    }

    private static void Event(StringBuilder text, Household home, string id, DateTimeOffset start, int minutes, string summary, string place, string? repeats)
    {
        text.Append(DemoFiles.Invariant($"BEGIN:VEVENT\nUID:{id}@demo.example.org\nDTSTAMP:{home.First:yyyyMMdd}T000000Z\nDTSTART;TZID=Europe/Paris:{start:yyyyMMdd'T'HHmmss}\nDTEND;TZID=Europe/Paris:{start.AddMinutes(minutes):yyyyMMdd'T'HHmmss}\nSUMMARY:{summary}\nLOCATION:{place}\n"));
        text.Append(repeats is null ? "END:VEVENT\n" : $"RRULE:{repeats}\nEND:VEVENT\n");
    }
}
