namespace Holders.Dav;

/// <summary>A made-up person's calendar and address book.</summary>
internal static class DavData
{
    public static DavCollection Calendar()
    {
        var calendar = new DavCollection("perso", "Perso", isCalendar: true);
        calendar.Put("dentiste.ics", Event("dentiste@agenda.example", "DTSTART;TZID=Europe/Paris:20260310T093000\r\nDTEND;TZID=Europe/Paris:20260310T101500", "Dentiste", "LOCATION:12 rue de l'Exemple\\, Nantes"));
        calendar.Put("chorale.ics", Event("chorale@agenda.example", "DTSTART;TZID=Europe/Paris:20260107T200000\r\nDURATION:PT1H30M", "Chorale", "RRULE:FREQ=WEEKLY;BYDAY=WE;UNTIL=20260624T180000Z\r\nEXDATE;TZID=Europe/Paris:20260218T200000"));
        calendar.Put("fête du port.ics", Event("fete@agenda.example", "DTSTART;VALUE=DATE:20260704\r\nDTEND;VALUE=DATE:20260706", "Fête du port", "DESCRIPTION:Deux jours\\net un feu d'artifice"));
        calendar.Put("appel.ics", Event("appel@agenda.example", "DTSTART:20260315T140000Z\r\nDTEND:20260315T143000Z", "Appel avec Sam", "STATUS:TENTATIVE"));
        return calendar;
    }

    public static DavCollection Contacts()
    {
        var contacts = new DavCollection("carnet", "Carnet", isCalendar: false);
        contacts.Put("alex.vcf", "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:alex-1\r\nFN:Alex Modèle\r\nN:Modèle;Alex;;;\r\nTEL;TYPE=CELL:06 00 00 00 01\r\nEMAIL;TYPE=HOME:alex@exemple.example\r\nADR;TYPE=HOME:;;3 rue du Port;Nantes;;44000;France\r\nEND:VCARD\r\n");
        contacts.Put("sam.vcf", "BEGIN:VCARD\r\nVERSION:4.0\r\nUID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1\r\nFN:Sam Exemple\r\nTEL;VALUE=uri;TYPE=\"voice,work\":tel:+33-2-00-00-00-02\r\nORG:Atelier Modèle;Accueil\r\nTITLE:Libraire\r\nNOTE:Ferme le lundi\r\nEND:VCARD\r\n");
        contacts.Put("cabinet.vcf", "BEGIN:VCARD\r\nVERSION:4.0\r\nUID:cabinet-3\r\nKIND:org\r\nFN:Cabinet dentaire de l'Exemple\r\nTEL:+33 2 00 00 00 03\r\nURL:https://cabinet.example\r\nEND:VCARD\r\n");
        return contacts;
    }

    private static string Event(string uid, string time, string summary, string more) =>
        $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//exemple//agenda//FR\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20260101T000000Z\r\n{time}\r\nSUMMARY:{summary}\r\n{more}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
}
