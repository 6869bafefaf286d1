using System.Net;
using System.Text;
using System.Text.Json;
using Hub.FrontDoor;
using Hub.Testing;

namespace Hub.Tests.Fuzzing;

/// <summary>Every call that the description names is made with invented input: whatever comes, the hub answers, and says what is wrong in the way that the description promises.</summary>
public sealed class FuzzTests(FuzzedHub fixture) : IClassFixture<FuzzedHub>
{
    private const int Seed = 20261122;
    private const int Times = 40;

    /// <summary>Guesses slow the guesser down, so few of them are made.</summary>
    private const int Guesses = 3;

    public static TheoryData<string> Operations => [.. Operation.All.Select(operation => operation.ToString())];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task No_input_makes_the_hub_fail(string name)
    {
        var operation = Operation.All.Single(operation => operation.ToString() == name);
        var person = await fixture.PersonAsync();
        var random = new Random(Seed);
        var invention = new Invention(random, await KnownAsync(person));
        for (var time = 0; time < (operation.Path is "/api/sessions" or "/api/welcome" ? Guesses : Times); time++)
        {
            using var request = Invent(operation, invention, random);
            var asked = $"{request.Method} {request.RequestUri} {(request.Content is { } content ? await content.ReadAsStringAsync() : "")}";
            using var answer = await (random.Next(4) == 0 ? person.Api : person.Session).SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Assert.True((int)answer.StatusCode < 500, $"{(int)answer.StatusCode} to {asked}");
            if ((int)answer.StatusCode >= 400 && answer.StatusCode != HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                Assert.True(answer.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{(int)answer.StatusCode} {answer.Content.Headers.ContentType} to {asked}");
                var problem = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync());
                Assert.StartsWith("urn:hub:problem:", problem.GetProperty("type").GetString(), StringComparison.Ordinal);
                Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
            }
        }
    }

    private static HttpRequestMessage Invent(Operation operation, Invention invention, Random random)
    {
        var path = operation.Path;
        var query = new List<string>();
        var headers = new List<(string Name, string Value)>();
        foreach (var (name, place, schema) in operation.Parameters)
        {
            if (place == "path")
            {
                path = path.Replace($"{{{name}}}", Uri.EscapeDataString(invention.Parameter(schema, name)), StringComparison.Ordinal);
            }
            else if (place == "query" && name != "wait" && random.Next(2) == 0)
            {
                query.Add($"{name}={Uri.EscapeDataString(invention.Parameter(schema, name))}");
            }
            else if (place == "header" && random.Next(name == "Hub-Vault" ? 8 : 2) == 0)
            {
                headers.Add((name, invention.Parameter(schema, name)));
            }
        }

        var request = new HttpRequestMessage(new HttpMethod(operation.Method), path + (query.Count > 0 ? "?" + string.Join('&', query) : ""));
        foreach (var (name, value) in headers.Where(header => header.Value.All(char.IsAscii) && !header.Value.Any(char.IsControl)))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (operation.Description.TryGetProperty("requestBody", out _))
        {
            var body = operation.Body is { } schema && random.Next(6) > 0 ? Encoding.UTF8.GetBytes(invention.Value(schema)?.ToJsonString() ?? "null") : invention.Broken();
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", random.Next(10) switch { 0 => "text/plain", 1 => "application/x-ndjson", 2 => "multipart/form-data; boundary=x", _ => "application/json" });
        }

        return request;
    }

    private static async Task<IReadOnlyList<string>> KnownAsync(Person person)
    {
        var (runs, records, files) = (await person.GetAsync("/api/runs"), await person.AllAsync("bank.operation"), await person.GetAsync("/api/files"));
        return
        [
            "bank.operation", "bank.account", "energy.consumption", "ofx", "home-energy", person.Vault, person.Name,
            .. runs.GetProperty("items").EnumerateArray().Select(run => run.Id()),
            .. records.Take(2).Select(record => record.Id()),
            .. files.GetProperty("items").EnumerateArray().Select(file => file.GetProperty("hash").GetString()!),
        ];
    }
}

/// <summary>A hub whose admin calls; who was signed out, given another session or erased by a call is followed by another.</summary>
public sealed class FuzzedHub : HubFixture
{
    private Person? _person;
    private int _made;

    public async Task<Person> PersonAsync()
    {
        if (_person is null || (await _person.Session.DeleteAsync("/api/grants/none")).StatusCode != HttpStatusCode.NotFound || !(await _person.Api.GetAsync("/api/runs")).IsSuccessStatusCode)
        {
            _person = await Hub.AddAsync($"caller{++_made}", admin: true);
            await _person.ImportAsync(Samples.Own("bank.ofx"));
        }

        return _person;
    }
}
