using System.Security.Cryptography;
using System.Text;
using Hub.Sdk;
using Hub.Wire;

namespace Runner.Tests;

/// <summary>A plug-in speaks to its holder through the hub and no other way.</summary>
public sealed class HolderTests
{
    [Fact]
    public async Task A_call_reaches_the_hub_as_it_was_written_and_its_reply_the_plug_in()
    {
        var body = new byte[(2 * Protocol.ChunkSize) + 5];
        new Random(2).NextBytes(body);
        var handler = Runs.Handler("post");
        handler.OnCall = _ => new HttpReply(201, "https://holder.example/b", [new("X-Twice", "1"), new("X-Twice", "2"), new("Content-Type", "text/plain")], body);

        var result = await Runs.RunAsync(Runs.Request("Behaving"), handler);

        Assert.Equal(Outcome.Done, result.Outcome);
        var call = Assert.Single(handler.Calls);
        Assert.Equal(("POST", "https://holder.example/a?code={{password}}", "é"), (call.Method, call.Url, Encoding.UTF8.GetString(call.Body.Span)));
        Assert.Contains(new("Authorization", "Basic me:{{password}}"), call.Headers);
        Assert.Contains(new("Content-Type", "text/plain; charset=utf-8"), call.Headers);
        Assert.Equal(["201", "https://holder.example/b", "1|2", Convert.ToHexString(SHA256.HashData(body)), "sha256-reply.txt"], handler.Log.Skip(1));
        Assert.Equal(body, Assert.Single(handler.Kept).Reply.Body.ToArray());
    }

    [Fact]
    public async Task A_call_that_fails_is_told_to_the_plug_in()
    {
        var handler = Runs.Handler("catch-a-failed-call");
        handler.OnCall = _ => throw new RunException(Outcome.HolderUnavailable, new Text("No answer.", "Pas de réponse."));

        Assert.Equal(Outcome.Done, (await Runs.RunAsync(Runs.Request("Behaving"), handler)).Outcome);
        Assert.Equal("HolderUnavailable Pas de réponse.", handler.Log[^1]);

        handler = Runs.Handler("call");
        handler.OnCall = _ => throw new RunException(Outcome.RateLimited, new Text("Slowly.", "Doucement."));
        Assert.Equal((Outcome.RateLimited, new Text("Slowly.", "Doucement.")), await OutcomeAsync(handler));
    }

    [Fact]
    public async Task A_call_that_breaks_the_rules_ends_the_run_whatever_the_plug_in_catches() =>
        Assert.Equal((Outcome.PluginFault, new Text("Not granted.", "Pas autorisé.")), await OutcomeAsync(Runs.Handler("catch-a-failed-call")));

    [Theory]
    [InlineData(Protocol.MaxReplies - 1, Outcome.Done)]
    [InlineData(Protocol.MaxReplies, Outcome.PluginFault)]
    public async Task The_hub_holds_the_last_replies_only(int others, Outcome outcome)
    {
        var handler = Runs.Handler("read-an-old-reply " + others);
        handler.OnCall = call => new HttpReply(200, call.Url, [], new byte[10]);

        Assert.Equal(outcome, (await OutcomeAsync(handler)).Outcome);
    }

    [Fact]
    public async Task A_session_is_handed_over_and_kept()
    {
        var handler = Runs.Handler("session");

        Assert.Equal(Outcome.Done, (await Runs.RunAsync(Runs.Request("Behaving") with { Session = "token 1" }, handler)).Outcome);
        Assert.Equal(["token 1", "token 2"], handler.Log.Skip(1));
        Assert.Equal(["token 2", null], handler.Sessions);
    }

    [Fact]
    public async Task A_question_can_offer_choices()
    {
        var handler = Runs.Handler("choose");

        Assert.True((await Runs.RunAsync(Runs.Request("Behaving"), handler)).Waiting);
        Assert.Equal([new Choice("1", new Text("Savings", "Livret")), new Choice("2", new Text("Current", "Courant"))], handler.Choices);
    }

    [Fact]
    public async Task A_probe_tells_whose_account_it_is()
    {
        var handler = Runs.Handler("");
        handler.OnCall = call => new HttpReply(200, call.Url, [], "customer 7"u8.ToArray());

        Assert.Equal(Outcome.Done, (await Runs.RunAsync(Runs.Request("Behaving") with { Mode = RunMode.Probe }, handler)).Outcome);
        Assert.Equal(new HolderAccount("customer 7", "Zoé"), Assert.Single(handler.Accounts));
        Assert.Empty(handler.Records);
    }

    private static async Task<(Outcome Outcome, Text? Detail)> OutcomeAsync(RecordingHandler handler)
    {
        var result = await Runs.RunAsync(Runs.Request("Behaving"), handler);
        return (result.Outcome, result.Detail);
    }
}
