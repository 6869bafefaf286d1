using System.IO.Compression;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Bench;

/// <summary>
/// The least that any packed writer does for the promise "answered is kept": takes lines of JSON over HTTP, reads each to see that it is one, packs them, appends them where it believes the log
/// to end, and answers when the account took them there. It has no index, no types and nothing to read from: what that costs is the hub's part of the ratio.
/// </summary>
internal static class BareWriter
{
    public const string Verb = "bare-writer";

    public static async Task RunAsync(int port, string storage)
    {
        var container = new BlobServiceClient(storage).GetBlobContainerClient($"bare{Guid.NewGuid():n}");
        await container.CreateAsync();
        var log = container.GetAppendBlobClient("log");
        await log.CreateAsync();

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://localhost:{port}");
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        using var turn = new SemaphoreSlim(1, 1);
        long end = 0;
        app.Run(async context =>
        {
            if (context.Request.Method != HttpMethods.Post)
            {
                return;
            }

            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var (lines, packed) = Pack(body.GetBuffer().AsSpan(0, (int)body.Length));
            await turn.WaitAsync();
            try
            {
                await log.AppendBlockAsync(packed, new AppendBlobAppendBlockOptions { Conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = end } });
                end += packed.Length;
            }
            finally
            {
                turn.Release();
            }

            await context.Response.WriteAsync($$"""{"created":{{lines}}}""");
        });
        await app.RunAsync();
    }

    private static (int Lines, MemoryStream Packed) Pack(ReadOnlySpan<byte> body)
    {
        var lines = 0;
        var packed = new MemoryStream(body.Length / 4);
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach (var range in body.Split((byte)'\n'))
            {
                var line = body[range];
                if (line.IsEmpty)
                {
                    continue;
                }

                var json = new Utf8JsonReader(line);
                while (json.Read())
                {
                }

                zip.Write(line);
                lines++;
            }
        }

        packed.Position = 0;
        return (lines, packed);
    }
}
