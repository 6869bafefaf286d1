using Hub.Testing.Wire;
using System.Net;
using System.Text;
using System.Text.Json;
using Hub.Core.Egress;
using Hub.Sdk;
using Xunit;

namespace Core.Tests.Egress;

/// <summary>A plug-in sends a secret that it never holds, to its host only, and does not get it back.</summary>
public sealed class SecretTests : WayOut
{
    private const string Form = """{ "password": { "type": "string", "secret": true }, "pin": { "type": "string", "secret": true }, "key": { "type": "string", "secret": true, "exposed": true } }""";
    private static readonly (string, string)[] Secrets = [("password", Password), ("pin", "80#15"), ("key", "exposed-key")];

    [Fact]
    public async Task In_a_query_it_is_percent_encoded_also_where_a_library_encoded_the_braces()
    {
        var requests = await SentAsync(session => session.SendAsync(Get("/login/{{pin}}?p={{password}}&q=%7B%7Bpassword%7D%7D&r=%7b%7bpin%7d%7d")));
        Assert.Equal($"GET /login/80%2315?p={Uri.EscapeDataString(Password)}&q={Uri.EscapeDataString(Password)}&r=80%2315 HTTP/1.1", requests[0].Line);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "u=me&p={{password}}", "u=me&p=p%26ss%20%22w%C3%B6rd%22%2F1")]
    [InlineData("application/x-www-form-urlencoded; charset=UTF-8", "p=%7B%7Bpassword%7D%7D", "p=p%26ss%20%22w%C3%B6rd%22%2F1")]
    [InlineData("application/xml", "<p>{{password}}</p>", "<p>p&amp;ss &quot;w&#246;rd&quot;/1</p>")]
    [InlineData("text/plain", "{{password}}", Password)]
    [InlineData("", "{{password}} {{pin}} {{other}}", Password + " 80#15 {{other}}")]
    public async Task In_a_body_it_is_written_as_the_body_is(string type, string body, string sent)
    {
        var requests = await SentAsync(session => session.SendAsync(type.Length == 0 ? Post("/", body) : Post("/", body, ("Content-Type", type))));
        Assert.Equal(sent, requests[0].Body);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/vnd.bank+json; charset=utf-8")]
    public async Task In_JSON_it_is_a_JSON_string(string type)
    {
        var requests = await SentAsync(session => session.SendAsync(Post("/", """{"p":"{{password}}"}""", ("Content-Type", type))));
        Assert.Equal(Password, JsonElement.Parse(requests[0].Body).GetProperty("p").GetString());
    }

    [Fact]
    public async Task In_a_header_it_stands_as_it_is_and_in_Basic_as_Basic_has_it()
    {
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{Password}"));
        var requests = await SentAsync(async session =>
        {
            await session.SendAsync(Get("/", ("X-Pin", "a {{pin}} b"), ("Authorization", "Basic me:{{password}}")));
            await session.SendAsync(Get("/", ("Authorization", "Basic " + Convert.ToBase64String("me:{{password}}"u8))));
            await session.SendAsync(Get("/", ("Authorization", "Bearer {{pin}}")));
            return await session.SendAsync(Get("/", ("Authorization", "Basic bWU6eA==")));
        });
        Assert.Equal("a 80#15 b", requests[0].Header("X-Pin"));
        Assert.Equal([$"Basic {basic}", $"Basic {basic}", "Bearer 80#15", "Basic bWU6eA=="], requests.Select(request => request.Header("Authorization")));
    }

    [Theory]
    [InlineData("a\r\nX-Evil: 1")]
    [InlineData("a\nb")]
    [InlineData("wörd")]
    public async Task What_cannot_stand_in_a_header_is_refused(string value)
    {
        await using var server = new WireServer(_ => WireServer.Ok());
        using var session = Open(Allowing("bank.test"), [$"bank.test:{server.Port}"], form: Form, secrets: [("password", value)]);
        var refused = await Assert.ThrowsAsync<EgressException>(async () => await session.SendAsync(Get($"http://bank.test:{server.Port}/", ("X-P", "{{password}}"))));
        Assert.Equal("secret", refused.Fault);
        Assert.DoesNotContain(value, refused.Detail.En, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_value_that_looks_like_another_secret_is_not_filled_in_again()
    {
        await using var server = new WireServer(_ => WireServer.Ok());
        using var session = Open(Allowing("bank.test"), [$"bank.test:{server.Port}"], form: Form, secrets: [("password", "{{pin}}"), ("pin", "8015")]);
        await session.SendAsync(Post($"http://bank.test:{server.Port}/", "{{password}}"));
        Assert.Equal("{{pin}}", server.Requests[0].Body);
    }

    [Theory]
    [InlineData("GET", "?p={{password}}", "", "", "")]
    [InlineData("GET", "?p=%7b%7bpassword%7d%7d", "", "", "")]
    [InlineData("POST", "", "{{password}}", "", "")]
    [InlineData("POST", "", "p=%7B%7Bpassword%7D%7D", "Content-Type", "application/x-www-form-urlencoded")]
    [InlineData("GET", "", "", "X-P", "{{password}}")]
    [InlineData("GET", "", "", "Authorization", "Basic me:{{password}}")]
    [InlineData("GET", "", "", "Authorization", "Basic bWU6e3twYXNzd29yZH19")]
    public async Task Towards_another_host_nothing_is_sent(string method, string query, string body, string header, string value)
    {
        await using var server = new WireServer(_ => WireServer.Ok());
        await using var other = new WireServer(_ => WireServer.Ok());
        const string bound = """{ "password": { "type": "string", "secret": true, "host": "bank.test" } }""";
        using var session = Open(Allowing("bank.test", "other.test"), ["bank.test", $"other.test:{other.Port}"], form: bound, secrets: Secrets);
        var call = new Hub.Wire.HttpCall(method, $"http://other.test:{other.Port}/{query}", header.Length == 0 ? [] : [new(header, value)], Encoding.UTF8.GetBytes(body));
        var refused = await Assert.ThrowsAsync<EgressException>(async () => await session.SendAsync(call));
        Assert.Equal((Outcome.PluginFault, "secret"), (refused.Outcome, refused.Fault));
        Assert.Equal(0, other.Connections);
    }

    [Fact]
    public async Task A_secret_without_a_host_among_several_goes_nowhere()
    {
        await using var server = new WireServer(_ => WireServer.Ok());
        using var session = Open(Allowing("bank.test"), [$"bank.test:{server.Port}", "other.test"], form: Form, secrets: Secrets);
        await Assert.ThrowsAsync<EgressException>(async () => await session.SendAsync(Post($"http://bank.test:{server.Port}/", "{{password}}")));
        Assert.Empty(server.Requests);
    }

    public static TheoryData<string> Echoes => new(
        Password,
        Uri.EscapeDataString(Password),
        Uri.EscapeDataString(Password).ToLowerInvariant(),
        WebUtility.UrlEncode(Password),
        JsonSerializer.Serialize(Password)[1..^1],
        "p&ss \\\"wörd\\\"\\/1",
        "p&ss \\\"wörd\\\"/1",
        "p\\u0026ss \\u0022w\\u00f6rd\\u0022/1",
        WebUtility.HtmlEncode(Password),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Password)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Password)).TrimEnd('='),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{Password}")),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"x me:{Password} and more")),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"me2:{Password} and more")));

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task Its_echo_is_taken_out_of_body_headers_and_address(string echo)
    {
        var latin = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(echo));
        await using var server = new WireServer(async (request, stream) =>
        {
            var body = Encoding.UTF8.GetBytes($"before {echo} after");
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request.Path.StartsWith("/to", StringComparison.Ordinal)
                ? $"HTTP/1.1 200 OK\r\nX-Echo: {latin}\r\nContent-Type: application/octet-stream\r\nContent-Length: {body.Length}\r\n\r\n"
                : $"HTTP/1.1 302 Found\r\nLocation: /to?{Uri.EscapeDataString(Password)}\r\nContent-Length: 0\r\n\r\n"));
            await stream.WriteAsync(request.Path.StartsWith("/to", StringComparison.Ordinal) ? body : []);
        });
        using var session = Open(Allowing("bank.test"), [$"bank.test:{server.Port}"], form: Form, secrets: Secrets);
        var reply = await session.SendAsync(Get($"http://bank.test:{server.Port}/", ("Authorization", "Basic me:{{password}}")));
        var header = reply.Headers.Single(header => header.Key == "X-Echo").Value;
        Assert.All(new[] { Text(reply), header }, text =>
        {
            Assert.Contains("{{password}}", text, StringComparison.Ordinal);
            Assert.DoesNotContain(echo, text, StringComparison.Ordinal);
        });
        Assert.Equal($"http://bank.test:{server.Port}/to?{{{{password}}}}", reply.Url);
        Assert.StartsWith("before", Text(reply), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_that_a_plug_in_sees_is_the_one_that_it_wrote()
    {
        await using var server = new WireServer(_ => WireServer.Ok());
        using var session = Open(Allowing("bank.test"), [$"bank.test:{server.Port}"], form: Form, secrets: [("pin", "123")]);
        Assert.Equal($"http://bank.test:{server.Port}/?pin={{{{pin}}}}", (await session.SendAsync(Get($"http://bank.test:{server.Port}/?pin={{{{pin}}}}"))).Url);
    }

    [Fact]
    public async Task An_exposed_secret_is_left_in_replies_and_taken_out_of_logs()
    {
        await using var server = new WireServer(_ => WireServer.Ok($"exposed-key {Password.Replace("ö", "o")}"));
        using var session = Open(Allowing("bank.test"), [$"bank.test:{server.Port}"], form: Form, secrets: Secrets);
        Assert.StartsWith("exposed-key", Text(await session.SendAsync(Get($"http://bank.test:{server.Port}/"))), StringComparison.Ordinal);
        Assert.Equal("the {{key}} and {{password}}", session.Redactor.Redact($"the exposed-key and {Password}"));
    }

    [Fact]
    public async Task A_picture_is_left_as_it_came()
    {
        byte[] picture = [0x89, 0x50, 0xFF, .. Encoding.UTF8.GetBytes(Password), 0xFE];
        await using var server = new WireServer(async (_, stream) =>
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: {picture.Length}\r\n\r\n"));
            await stream.WriteAsync(picture);
        });
        using var session = Open(Allowing("bank.test"), [$"bank.test:{server.Port}"], form: Form, secrets: Secrets);
        Assert.Equal(picture, (await session.SendAsync(Get($"http://bank.test:{server.Port}/"))).Body.ToArray());
    }

    private async Task<IReadOnlyList<WireRequest>> SentAsync(Func<Rooted, ValueTask<Hub.Wire.HttpReply>> send)
    {
        await using var server = new WireServer(_ => WireServer.Ok());
        using var session = Open(Allowing("bank.test"), [$"bank.test:{server.Port}"], form: Form, secrets: Secrets);
        await send(new Rooted(session, $"http://bank.test:{server.Port}"));
        return server.Requests;
    }

    private sealed record Rooted(BrokerSession Session, string Root)
    {
        public ValueTask<Hub.Wire.HttpReply> SendAsync(Hub.Wire.HttpCall call) => Session.SendAsync(call with { Url = Root + call.Url });
    }
}
