using Hub.Plugins.Contacts;
using Hub.Sdk;

namespace Hub.Plugins.Tests.Contacts;

/// <summary>The counts of the real samples, as their PROVENANCE.md states them.</summary>
public sealed class ContactsSamplesTests
{
    private const string Cards = "vcf/mangstadt_ez-vcard/";

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
        var import = await Import.Of(new ContactsConnector(), Samples.Get(Cards + file));

        Assert.Equal((Outcome.Done, cards), (import.Outcome, import.All("contact.person").Count));
        Assert.Empty(import.Context.Rejected);
        SharedTypes.AcceptDistinct(import);
        Assert.All(import.All("contact.person"), contact => Assert.DoesNotContain("=20", contact.GetProperty("name").GetString()));
    }
}
