using System.Text.Json;
using Holders.Dav;
using Holders.Grid;
using PlayedBank = Holders.Bank.DemoBank;

namespace Hub.Plugins.Tests;

/// <summary>What is recorded or made for a test is shared with everybody: no secret may lie in it, not even one of a holder that is only played.</summary>
public sealed class SecretsTests
{
    private static readonly string[] Kinds = [".csv", ".eml", ".har", ".html", ".ics", ".json", ".ndjson", ".ofx", ".qif", ".tsv", ".txt", ".vcf", ".xml", ".yaml"];
    private static readonly string[] Leavings = ["bin", "obj", "node_modules", "TestResults"];

    /// <summary>Whose very purpose is to look like an attack or a settings form; locks hold hashes.</summary>
    private static readonly string[] Others = ["Attacks", "packages.lock.json", "package-lock.json"];

    private static readonly SecretScan Scan = new([new DavServer().Password, new GridOperator().ClientSecret, new PlayedBank().Customer.Password]);

    public static TheoryData<string> Fixtures => [.. new[] { "plugins", "templates", "samples", "tests", "docs/examples" }.SelectMany(FilesOf).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Recordings => [.. new[] { "plugins", "templates" }.SelectMany(FilesOf).Where(file => file.Contains("/recordings/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Fixtures))]
    public void No_fixture_holds_what_looks_like_a_secret(string file) => Assert.Empty(Scan.Find(File.ReadAllText(Path.Combine(Samples.Repository, file))));

    [Theory]
    [MemberData(nameof(Recordings))]
    public void A_recording_holds_no_session_and_of_a_secret_setting_its_name_only(string file)
    {
        var path = Path.Combine(Samples.Repository, file);
        var recording = JsonElement.Parse(File.ReadAllBytes(path));
        var manifest = JsonElement.Parse(File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(path)!, "..", "plugin.json")));
        Assert.False(recording.TryGetProperty("session", out var session) && session.ValueKind != JsonValueKind.Null);
        foreach (var setting in manifest.GetProperty("settings").GetProperty("properties").EnumerateObject().Where(setting => setting.Value.TryGetProperty("secret", out var secret) && secret.GetBoolean()))
        {
            Assert.True(!recording.TryGetProperty("settings", out var given) || !given.TryGetProperty(setting.Name, out var value) || value.GetString() == $"{{{{{setting.Name}}}}}", setting.Name);
        }
    }

    [Fact]
    public void There_is_something_to_look_at()
    {
        Assert.True(Fixtures.Count > 60);
        Assert.True(Recordings.Count > 10);
    }

    [Theory]
    [InlineData("\"Authorization\": \"x\"", "a header that signs in")]
    [InlineData("\"set-cookie\": \"sid=1\"", "a header that signs in")]
    [InlineData("x-api-key: 1", "a header that signs in")]
    [InlineData("\"text\": \"Basic bGVhOmFnZW5kYQ==\"", "credentials behind Basic or Bearer")]
    [InlineData("Bearer 123456789", "credentials behind Basic or Bearer")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----", "a key as its issuer writes it")]
    [InlineData("\"body\": \"x=s3same-Ouvre-toi!\"", "a password of a played holder")]
    [InlineData("agenda-Carnet%3A9%21", "a password of a played holder")]
    [InlineData("motdepasse=ouvre", "a field whose name says that it is secret")]
    [InlineData("\"access_token\": \"abcdefgh\"", "a field whose name says that it is secret")]
    [InlineData("value=\"999363s5ue6etu7a82o85165k46pfeg2\"", "a token, by its look")]
    [InlineData("\"9f8e7d6c5b4a39281706f5e4\"", "a token, by its look")]
    [InlineData("YWdlbmRhLUNhcm5ldDo5IQ==", "a password of a played holder, in base64")]
    public void It_is_found(string line, string what) => Assert.Contains("line 2: " + what, Scan.Find("first\n" + line));

    [Theory]
    [InlineData("body: grant_type=client_credentials&client_secret={{clientSecret}}&password=%7B%7Bpassword%7D%7D")]
    [InlineData("\"access_token\": \"madeupsi3a4861834qxo8a958ul55d5n84t2151c42e43y91\"")]
    [InlineData("KS8936371366210088626477590 and 7c9e6679-7425-40de-944b-e07fc1f90ae7, 2025-03-30T01:00:00Z, consumptionLoadCurveOfTheDay")]
    [InlineData("\"base64\": \"KGEgZmlsZSwgbGVmdCBvdXQp\", <input name=\"motdepasse\" type=\"password\">, basic information")]
    public void What_is_none_is_left_alone(string line) => Assert.Empty(Scan.Find(line));

    private static IEnumerable<string> FilesOf(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Samples.Repository, folder), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Samples.Repository, file).Replace('\\', '/'))
            .Where(file => Kinds.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase) && !file.Split('/').Any(part => Leavings.Contains(part) || Others.Contains(part)));
}
