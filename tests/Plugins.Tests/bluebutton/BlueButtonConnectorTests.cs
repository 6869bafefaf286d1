using System.Text;
using Hub.Plugins.BlueButton;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests.BlueButton;

public sealed class BlueButtonConnectorTests
{
    private static readonly string Va = Own("bluebutton-va.txt");
    private static readonly string Cms = Own("bluebutton-cms.txt");

    [Fact]
    public async Task The_made_up_va_sample_is_read_whole()
    {
        var import = await Read(Va);

        Assert.Equal(Outcome.Done, import.Outcome);
        Assert.Empty(import.Context.Rejected);
        Assert.Equal(
            "health.document health.document health.medication health.observation health.observation person.address person.profile",
            string.Join(' ', import.Context.Saved.Select(saved => saved.Type).Order()));
        SharedTypes.AcceptDistinct(import);
    }

    [Fact]
    public async Task The_made_up_medicare_sample_sums_to_the_cent()
    {
        var import = await Read(Cms);

        Assert.Equal(Outcome.Done, import.Outcome);
        var claim = Assert.Single(import.All("health.claim"));
        Assert.Equal("1250.00 900.00 720.00 180.00", $"{claim.GetProperty("submitted")} {claim.GetProperty("allowed")} {claim.GetProperty("amount")} {claim.GetProperty("patient")}");
        Assert.Equal(1250.00m, claim.GetProperty("items").EnumerateArray().Sum(item => item.GetProperty("submitted").GetDecimal()));
        SharedTypes.AcceptDistinct(import);
    }

    [Fact]
    public async Task Line_ends_and_encodings_do_not_matter()
    {
        var text = Cms.Replace("ALEX MODEL MD", "ALEX MODÈLE MD");
        foreach (var file in (byte[][])[Encoding.UTF8.GetBytes(text.Replace("\n", "\r\n")), Encoding.Latin1.GetBytes(text), [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)]])
        {
            var import = await Import.Of(new BlueButtonConnector(), new TestFile("a.txt", file));

            Assert.Equal(Outcome.Done, import.Outcome);
            Assert.Equal("ALEX MODÈLE MD", Assert.Single(import.All("health.claim")).GetProperty("provider").GetString());
        }
    }

    [Fact]
    public async Task A_title_inside_a_note_does_not_end_it()
    {
        var import = await Read(Va.Replace("PLAN: walk more", "-------------------- ASSESSMENT --------------------\n\nPLAN: walk more"));

        var note = import.All("health.document").Single(one => one.GetProperty("kind").GetString() == "note");
        Assert.Contains("ASSESSMENT", note.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains("walk more", note.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_section_that_nobody_knows_is_kept_word_for_word()
    {
        var import = await Read(Va.Replace("-------------- END OF", "-------------------- VA DENTAL RECORDS --------------------\n\nSource: VA\n\nTooth: 12\n\n-------------- END OF"));

        var section = import.All("health.document").Single(one => one.GetProperty("kind").GetString() == "section");
        Assert.Equal("VA DENTAL RECORDS Tooth: 12", $"{section.GetProperty("display")} {section.GetProperty("text")}");
    }

    [Fact]
    public async Task A_label_and_a_date_that_nobody_knows_are_kept_in_the_note()
    {
        var import = await Read(Va.Replace("Quantity: 90", "Quantity: ninety\nTablet Colour: Pink"));

        var medication = Assert.Single(import.All("health.medication"));
        Assert.False(medication.TryGetProperty("quantity", out _));
        Assert.Equal("Quantity: ninety\nTablet Colour: Pink", medication.GetProperty("note").GetString());
    }

    [Fact]
    public async Task A_comment_may_hold_blank_lines_and_labels()
    {
        var import = await Read(Cms.Replace("First Episode Date: 04/02/1990", "First Episode Date: 04/02/1990\n\nComments: Began at school\n\nSeverity: worse in May\nWhere: outdoors"));

        var allergy = Assert.Single(import.All("health.allergy"));
        Assert.Equal("Mild", allergy.GetProperty("severity").GetString());
        Assert.Equal("Began at school\nSeverity: worse in May Where: outdoors", allergy.GetProperty("note").GetString());
    }

    [Fact]
    public async Task The_entry_in_which_a_report_breaks_off_is_set_aside()
    {
        var import = await Read(Va[..Va.IndexOf("Signed By:", StringComparison.Ordinal)]);

        Assert.Equal(Outcome.Truncated, import.Outcome);
        Assert.Contains("VA NOTES", import.Ended!.Detail.En, StringComparison.Ordinal);
        Assert.Single(import.Context.Rejected);
        Assert.Equal(2, import.All("health.observation").Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MY HEALTHEVET")]
    [InlineData("\u0000\u0001\u0002")]
    public async Task Another_file_is_not_taken(string text)
    {
        Assert.Equal(Outcome.NotMyFile, (await Read(text)).Outcome);
    }

    private static Task<Import> Read(string text) => Import.Of(new BlueButtonConnector(), text);

    private static string Own(string file) => File.ReadAllText(Path.Combine(Samples.Repository, "samples", file));
}
