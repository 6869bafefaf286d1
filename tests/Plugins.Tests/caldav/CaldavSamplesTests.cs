using Hub.Plugins.Caldav;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests.Caldav;

/// <summary>The counts of the real samples, as their PROVENANCE.md states them.</summary>
public sealed class CaldavSamplesTests
{
    private const string Cards = "vcf/mangstadt_ez-vcard/";
    private const string Events = "ics/collective_icalendar/";

    [Theory]
    [InlineData("John_Doe_ANDROID.vcf", 6)]
    [InlineData("John_Doe_BLACK_BERRY.vcf", 1)]
    [InlineData("John_Doe_EVOLUTION.vcf", 1)]
    [InlineData("John_Doe_GMAIL.vcf", 1)]
    [InlineData("John_Doe_IPHONE.vcf", 1)]
    [InlineData("John_Doe_LOTUS_NOTES.vcf", 1)]
    [InlineData("John_Doe_MAC_ADDRESS_BOOK.vcf", 1)]
    [InlineData("John_Doe_MS_OUTLOOK.vcf", 1)]
    [InlineData("fullcontact.vcf", 1)]
    [InlineData("gmail-list.vcf", 3)]
    [InlineData("gmail-single.vcf", 1)]
    [InlineData("gmail-single2.vcf", 1)]
    [InlineData("outlook-2003.vcf", 1)]
    [InlineData("rfc2426-example.vcf", 2)]
    [InlineData("rfc6350-example.vcf", 1)]
    [InlineData("thunderbird-MoreFunctionsForAddressBook-extension.vcf", 1)]
    public async Task Every_card_is_read(string file, int cards)
    {
        var import = await Import.Of(new CaldavConnector(), Samples.Get(Cards + file));

        Assert.Equal((Outcome.Done, cards), (import.Outcome, import.All("contact.person").Count));
        Assert.Empty(import.Context.Rejected);
        SharedTypes.AcceptDistinct(import);
        Assert.All(import.All("contact.person"), contact => Assert.DoesNotContain("=20", contact.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Every_calendar_is_read_or_set_aside_with_a_reason()
    {
        var any = Samples.Get(Events + "calendars/example.ics");
        Assert.Equal(3, (await Import.Of(new CaldavConnector(), any)).All("calendar.event").Count);
        var (events, rejects) = (0, 0);
        foreach (var file in Samples.Under(Events).Where(file => file.EndsWith(".ics", StringComparison.Ordinal)))
        {
            // Anything but a RunException would escape from here.
            var import = await Import.Of(new CaldavConnector(), TestFile.FromDisk(file));

            Assert.True(import.Outcome is Outcome.Done or Outcome.NotMyFile or Outcome.Truncated, $"{file}: {import.Outcome}");
            SharedTypes.Accept(import);
            events += import.All("calendar.event").Count;
            rejects += import.Context.Rejected.Count;
        }

        // The rest of the 183 are changes of a series that stands beside them, or stand in no component of their own.
        Assert.Equal((101, 81), (events, rejects));
    }
}
