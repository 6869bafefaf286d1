using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Hub.Tests;

public sealed class FrontDoorTests(HubFixture fixture) : FrontDoorSuite(fixture), IClassFixture<HubFixture>
{
    private readonly HubFixture _fixture = fixture;

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    public async Task The_hub_answers_under_its_own_names(string name)
    {
        using var client = _fixture.Hub.Client();
        client.DefaultRequestHeaders.Host = $"{name}:{_fixture.Hub.Address.Port}";
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/health")).StatusCode);
    }

    [Theory]
    [InlineData("application/json", 413)]
    [InlineData("application/x-ndjson", 413)]
    [InlineData("text/plain", 415)]
    public async Task A_body_that_is_refused_leaves_the_connection_whole_for_the_next_request(string mediaType, int status)
    {
        var ports = 0;
        using var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (context, stop) =>
            {
                ports++;
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(context.DnsEndPoint, stop);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        { BaseAddress = _fixture.Hub.Address };
        client.DefaultRequestHeaders.Authorization = _fixture.Owner.Api.DefaultRequestHeaders.Authorization;
        var body = new string(' ', 9_000_000);
        for (var i = 0; i < 10; i++)
        {
            using var refused = await client.PostAsync("/api/records/energy.consumption", new StringContent(body, new MediaTypeHeaderValue(mediaType)));
            Assert.Equal(status, (int)refused.StatusCode);
            using var next = await client.PostAsync("/api/records/energy.consumption", Json("[]"));
            Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        }

        Assert.Equal(1, ports);
    }
}
