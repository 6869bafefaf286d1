using System.Globalization;
using System.Text;
using Hub.Core.Runs;

namespace Hub.Core.Demo.Files;

/// <summary>The household as the files that its holders would give: they come in by the same road as anybody's.</summary>
public static class DemoFiles
{
    public static IReadOnlyList<DemoFile> Of(Household home) =>
    [
        new("demo-electricite.csv", MeterFiles.Electricity(home)),
        new("demo-gaz.json", MeterFiles.Gas(home)),
        new("demo-eau.xml", MeterFiles.Water(home)),
        new("demo-banque.ofx", BankFile.Write(home)),
        new("demo-sante.json", HealthFile.Write(home)),
        new("demo-contacts.vcf", PeopleFiles.Contacts()),
        new("demo-agenda.ics", PeopleFiles.Agenda(home)),
        .. home.Bills.GroupBy(bill => bill.Service).Select(bills => BillFile.Write(bills.Last())),
    ];

    internal static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <param name="Text">In UTF-8, as it is kept.</param>
public sealed record DemoFile(string Name, string Text)
{
    public byte[] Bytes => Encoding.UTF8.GetBytes(Text);

    internal ImportItem ToItem()
    {
        var bytes = Bytes;
        return new ImportItem(Name, bytes.Length, () => new MemoryStream(bytes, writable: false));
    }
}
