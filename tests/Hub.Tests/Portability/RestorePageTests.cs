using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Hub.Testing;

namespace Hub.FrontDoor.Portability;

/// <summary>An archive is put back by the pages alone: looked into first, with what is here otherwise, and refused where a verb refuses it.</summary>
public sealed class RestorePageTests(OneHub home) : IClassFixture<OneHub>
{
    [Fact]
    public async Task An_archive_is_looked_into_and_then_put_back()
    {
        var giver = await home.NewcomerAsync();
        await giver.ImportAllAsync(("bank.ofx", MadeFiles.Own("bank.ofx")), ("linky-index.csv", MadeFiles.Own("linky-index.csv")));
        var archive = await ArchiveAsync(giver);
        var taker = await home.NewcomerAsync();
        await taker.ImportAsync("bank.ofx", MadeFiles.Own("bank.ofx"));
        var operation = (await taker.AllAsync("bank.operation"))[0];
        (await taker.Api.DeleteAsync("/api/records/bank.operation/" + operation.Id())).EnsureSuccessStatusCode();
        var operations = (await taker.AllAsync("bank.operation")).Count;

        var preview = await SendAsync(taker, archive);
        Assert.StartsWith("/restore/", preview, StringComparison.Ordinal);
        var page = await EndOfAsync(taker, preview);
        Assert.Contains("Nothing was written yet", page, StringComparison.Ordinal);
        Assert.Contains("vault.zip", page, StringComparison.Ordinal);
        Assert.Contains($"action=\"{preview}\"", page, StringComparison.Ordinal);
        Assert.Empty(await taker.AllAsync("energy.consumption"));
        Assert.Equal(operations, (await taker.AllAsync("bank.operation")).Count);

        var run = await PostAsync(taker, preview);
        Assert.StartsWith("/runs/", run, StringComparison.Ordinal);
        var ended = await taker.EndOfAsync(run["/runs/".Length..]);
        Assert.Equal(("succeeded", 1), (ended.State(), ended.Count("withheld")));
        foreach (var type in (await giver.GetAsync("/api/types")).GetProperty("items").EnumerateArray().Select(type => type.Text("name")!).Where(type => type != "bank.operation"))
        {
            Assert.Equal((await giver.AllAsync(type)).Select(record => record.GetProperty("data").GetRawText()), (await taker.AllAsync(type)).Select(record => record.GetProperty("data").GetRawText()));
        }

        // Pressed once more, there is nothing left to put back.
        Assert.Equal("/restore", await PostAsync(taker, preview));
        Assert.Contains("not here any more", await EndOfAsync(taker, preview), StringComparison.Ordinal);
        using var others = await giver.Session.GetAsync(preview);
        Assert.Equal(HttpStatusCode.NotFound, others.StatusCode);
    }

    [Fact]
    public async Task What_stands_here_otherwise_is_listed_before_anything_is_kept()
    {
        var giver = await home.NewcomerAsync();
        await giver.PostAsync("/api/records/contact.person", new[] { new { data = new { reference = "r1", name = "Zoé" } } });
        var archive = await ArchiveAsync(giver);
        var taker = await home.NewcomerAsync();
        await taker.PostAsync("/api/records/contact.person", new[] { new { data = new { reference = "r1", name = "Zoé Martin" } } });

        var page = await EndOfAsync(taker, await SendAsync(taker, archive));
        Assert.Contains("Otherwise here than in the archive", page, StringComparison.Ordinal);
        Assert.Contains("The content is another", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kept_nothing_leaves_nothing()
    {
        var person = await home.NewcomerAsync();
        await person.ImportAsync("bank.ofx", MadeFiles.Own("bank.ofx"));
        var taker = await home.NewcomerAsync();
        var preview = await SendAsync(taker, await ArchiveAsync(person));
        await EndOfAsync(taker, preview);
        Assert.Equal("/restore", await PostAsync(taker, preview + "/discard"));
        Assert.Equal("/restore", await PostAsync(taker, preview));
        Assert.Empty(await taker.AllAsync("bank.operation"));
    }

    [Theory]
    [InlineData("words")]
    [InlineData("cut")]
    [InlineData("changed")]
    [InlineData("empty")]
    [InlineData("another zip")]
    public async Task What_a_verb_refuses_the_page_refuses_with_its_sentence(string how)
    {
        var giver = await home.NewcomerAsync();
        await giver.ImportAsync("bank.ofx", MadeFiles.Own("bank.ofx"));
        var archive = await ArchiveAsync(giver);
        var hostile = how switch
        {
            "words" => MadeFiles.Utf8("This is no archive."),
            "cut" => archive[..(archive.Length / 2)],
            "changed" => Changed(archive),
            "empty" => [],
            _ => MadeFiles.Zip(("../../escape.txt", MadeFiles.Utf8("out"))),
        };
        var taker = await home.NewcomerAsync();
        var page = await EndOfAsync(taker, await SendAsync(taker, hostile));
        Assert.Contains("Nothing was kept", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Put it back into my vault", page, StringComparison.Ordinal);
        Assert.Empty(await taker.AllAsync("bank.operation"));
        Assert.Empty((await taker.GetAsync("/api/files")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Without_a_file_the_page_says_what_to_do()
    {
        var person = await home.NewcomerAsync();
        using var form = new MultipartFormDataContent { { new StringContent(person.Antiforgery), "antiforgery" } };
        using var answer = await person.Session.PostAsync("/restore", form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("Choose an archive first", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var nobody = await home.Hub.NewClient().GetAsync("/restore");
        Assert.NotEqual(HttpStatusCode.OK, nobody.StatusCode);
    }

    /// <summary>Another amount in one line, and the sums as they were.</summary>
    private static byte[] Changed(byte[] archive)
    {
        using var changed = new MemoryStream();
        changed.Write(archive);
        using (var zip = new ZipArchive(changed, ZipArchiveMode.Update, leaveOpen: true))
        {
            using var line = zip.GetEntry("records/bank.operation.ndjson")!.Open();
            line.Position = line.ReadByte() == '{' ? 2 : 0;
            line.WriteByte((byte)'x');
        }

        return changed.ToArray();
    }

    private static async Task<byte[]> ArchiveAsync(Person person)
    {
        var run = await person.EndOfAsync((await person.PostAsync("/api/exports", new { })).GetProperty("run").GetString()!);
        return await person.Api.GetByteArrayAsync("/api/exports/" + run.Text("id"));
    }

    private static async Task<string> SendAsync(Person person, byte[] archive)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(archive) { Headers = { ContentType = new MediaTypeHeaderValue("application/zip") } }, "files", "vault.zip" } };
        using var answer = await person.Session.PostAsync("/restore", form);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }

    private static async Task<string> PostAsync(Person person, string address)
    {
        using var answer = await person.Session.PostAsync(address, new FormUrlEncodedContent([]));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }

    private static async Task<string> EndOfAsync(Person person, string preview)
    {
        await person.EndOfAsync(preview["/restore/".Length..]);
        return await person.Session.GetStringAsync(preview);
    }
}
