using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Hub.Sdk;

namespace Behaving;

/// <summary>Ways to speak to a holder.</summary>
internal static class Holders
{
    private static readonly Uri Address = new("https://holder.example/a?code={{password}}");

    public static IReadOnlyDictionary<string, Func<Run, Task>> All { get; } = new Dictionary<string, Func<Run, Task>>(StringComparer.Ordinal)
    {
        ["post"] = async run =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new StringContent("é", Encoding.UTF8, "text/plain") };
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", "me:{{password}}");
            using var reply = await run.Context.Http.SendAsync(request);
            await run.Context.LogAsync(((int)reply.StatusCode).ToString(CultureInfo.InvariantCulture));
            await run.Context.LogAsync(reply.RequestMessage!.RequestUri!.OriginalString);
            await run.Context.LogAsync(string.Join('|', reply.Headers.GetValues("X-Twice")));
            await run.Context.LogAsync(Convert.ToHexString(SHA256.HashData(await reply.Content.ReadAsByteArrayAsync())));
            await run.Context.LogAsync(await run.Context.KeepAsync(reply, "reply.txt"));
        },
        ["catch-a-failed-call"] = async run =>
        {
            try
            {
                using var reply = await run.Context.Http.GetAsync(Address);
            }
            catch (RunException failed)
            {
                await run.Context.LogAsync(failed.Outcome + " " + failed.Detail.Fr);
            }
        },
        ["call"] = async run => (await run.Context.Http.GetAsync(Address)).Dispose(),
        ["read-an-old-reply"] = async run =>
        {
            var first = await run.Context.Http.GetAsync(Address, HttpCompletionOption.ResponseHeadersRead);
            for (long i = 0; i < run.Number; i++)
            {
                await run.Context.Http.GetAsync(Address, HttpCompletionOption.ResponseHeadersRead);
            }

            await first.Content.ReadAsStringAsync();
        },
        ["session"] = async run =>
        {
            await run.Context.LogAsync(run.Context.Session ?? "none");
            await run.Context.SetSessionAsync("token 2");
            await run.Context.LogAsync(run.Context.Session ?? "none");
            await run.Context.SetSessionAsync(null);
        },
        ["choose"] = async run => await run.Context.LogAsync(await run.Context.AskAsync("account", new Text("Which account?", "Quel compte ?"), [new Choice("1", new Text("Savings", "Livret")), new Choice("2", new Text("Current", "Courant"))])),
    };
}
