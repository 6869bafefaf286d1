using System.Text.Json;
using Hub.Sdk.Testing;
using Xunit;

namespace Core.Tests.Plugins;

/// <summary>A recording is taken of somebody and shared with anybody.</summary>
public sealed class RedactionTests
{
    [Fact]
    public void Cookies_tokens_addresses_and_numbers_are_made_up_and_still_belong_together()
    {
        var taken = new RunRecording
        {
            Settings = JsonElement.Parse("""{ "user": "marie@example.org", "key": "{{key}}" }"""),
            Calls =
            [
                new("POST", "https://api.example.org/login", new RecordedReply(200, new Dictionary<string, string> { ["set-cookie"] = "sid=s3cr3tvalue", ["content-type"] = "application/json" }, JsonElement.Parse("""{ "access_token": "abcDEF12345", "customer": "123456789", "since": "20240131" }""")), "user=marie@example.org&password={{key}}"),
                new("GET", "https://api.example.org/customers/123456789", new RecordedReply(200, null, Text: "Mail marie@example.org, 123456789")),
            ],
        };
        var shared = Redaction.Of(taken, [.. Enumerable.Range(1, 32).Select(i => (byte)i)]);

        var (login, customer) = (shared.Calls![0], shared.Calls[1]);
        Assert.Equal(["content-type"], login.Reply.Headers!.Keys);
        var number = login.Reply.Json!.Value.GetProperty("customer").GetString()!;
        Assert.Equal($"https://api.example.org/customers/{number}", customer.Url);
        Assert.EndsWith(number, customer.Reply.Text, StringComparison.Ordinal);
        Assert.Equal("20240131", login.Reply.Json.Value.GetProperty("since").GetString());
        Assert.EndsWith("password={{key}}", login.Body, StringComparison.Ordinal);
        Assert.Contains(shared.Settings!.Value.GetProperty("user").GetString()!, login.Body, StringComparison.Ordinal);
        var all = string.Join('\n', shared.Calls.Select(call => call.Url + call.Body + call.Reply.Text + call.Reply.Json)) + shared.Settings;
        Assert.DoesNotMatch("marie|abcDEF12345|123456789|s3cr3t", all);
    }

    [Fact]
    public void What_was_typed_the_host_and_what_looks_like_a_token_are_made_up_wherever_they_stand()
    {
        var taken = new RunRecording
        {
            Settings = JsonElement.Parse("""{ "site": "https://cloud.curie.example:8443", "user": "lea", "key": "{{key}}" }"""),
            Answers = new Dictionary<string, string> { ["code"] = "4711", ["account"] = "all" },
            Calls =
            [
                new("POST", "https://cloud.curie.example:8443/dav/lea/", new RecordedReply(200, new Dictionary<string, string> { ["set-cookie"] = "sid=Grape7fruit; Path=/" }, Text: "<a href='/lea/clear'>sid Grape7fruit</a><input value=\"9f8e7d6c5b4a39281706f5e4\">DTSTART:20260310T093000 lea@cloud.curie.example"), "code=4711&form=9f8e7d6c5b4a39281706f5e4"),
            ],
            Expected = new ExpectedRun { Account = "lea@cloud.curie.example" },
        };
        var shared = Redaction.Of(taken, [.. Enumerable.Range(1, 32).Select(i => (byte)i)], new HashSet<string> { "all" });

        var (call, user) = (shared.Calls![0], shared.Settings!.Value.GetProperty("user").GetString()!);
        Assert.Equal("https://holder.example", shared.Settings.Value.GetProperty("site").GetString());
        Assert.Equal($"https://holder.example/dav/{user}/", call.Url);
        Assert.Equal($"{user}@holder.example", shared.Expected!.Account);
        Assert.Equal("all", shared.Answers!["account"]);
        Assert.StartsWith($"code={shared.Answers["code"]}&form=", call.Body, StringComparison.Ordinal);
        Assert.Contains($"/{user}/clear", call.Reply.Text, StringComparison.Ordinal);
        Assert.Contains("DTSTART:20260310T093000", call.Reply.Text, StringComparison.Ordinal);
        Assert.Contains(call.Body![(call.Body!.LastIndexOf('=') + 1)..], call.Reply.Text!, StringComparison.Ordinal);
        Assert.Matches("&form=madeup[a-z0-9]{18}$", call.Body);
        Assert.DoesNotMatch("(?i)curie|\\blea\\b|Grape7fruit|9f8e7d6c5b|4711", call.Url + call.Body + call.Reply.Text + shared.Settings + shared.Expected);
    }
}
