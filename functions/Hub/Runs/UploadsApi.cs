using Hub.Accounts;
using Hub.Front;
using Hub.Vaults;

namespace Hub.Runs;

/// <summary>Large files in chunks: begin, append, ask how far it came.</summary>
internal sealed class UploadsApi(UploadFolder uploads)
{
    private const int LargestChunk = 8 * 1024 * 1024;
    public const long LargestUpload = 4L * 1024 * 1024 * 1024;
    private const int LongestName = 255;

    public async Task BeginAsync(HttpContext context)
    {
        var asked = await context.ReadJsonAsync(HubJson.Default.UploadRequest);
        if (string.IsNullOrWhiteSpace(asked.Name) || asked.Name.Length > LongestName)
        {
            throw QueryReading.Wrong("name", $"Give the file's name, of at most {LongestName} characters.", $"Donnez le nom du fichier, d'au plus {LongestName} caractères.");
        }

        if (asked.Length is < 0 or > LargestUpload)
        {
            throw new ProblemException(Problems.TooLarge);
        }

        var upload = await uploads.BeginAsync(VaultDoor.IdOf(context), asked.Name);
        context.Response.Headers["Upload-Offset"] = "0";
        await context.WriteJsonAsync(new UploadAnswer(upload.Id, 0), HubJson.Default.UploadAnswer, StatusCodes.Status201Created);
    }

    public async Task AppendAsync(HttpContext context)
    {
        var upload = await FindAsync(context);
        if (!long.TryParse(context.Request.Headers["Upload-Offset"], out var offset) || offset < 0)
        {
            throw QueryReading.Wrong("Upload-Offset", "Say in the header Upload-Offset where this chunk begins, in bytes.", "Dites dans l'en-tête Upload-Offset où commence ce morceau, en octets.");
        }

        if (context.Request.ContentLength > LargestChunk || offset > LargestUpload - LargestChunk)
        {
            throw new ProblemException(Problems.TooLarge);
        }

        var length = await uploads.AppendAsync(upload, offset, new BoundedStream(context.Request.Body, LargestChunk), context.RequestAborted);
        context.Response.Headers["Upload-Offset"] = length.ToString();
        await context.WriteJsonAsync(new UploadAnswer(upload.Id, length), HubJson.Default.UploadAnswer);
    }

    public async Task GetAsync(HttpContext context)
    {
        var upload = await FindAsync(context);
        await context.WriteJsonAsync(new UploadAnswer(upload.Id, await uploads.LengthOfAsync(upload)), HubJson.Default.UploadAnswer);
    }

    private async ValueTask<Upload> FindAsync(HttpContext context) =>
        await uploads.FindAsync(VaultDoor.IdOf(context), (string)context.Request.RouteValues["id"]!) ?? throw new ProblemException(Problems.NotFound);
}

internal sealed record UploadRequest(string? Name, long? Length);

internal sealed record UploadAnswer(string Id, long Offset);

internal static class UploadsRoutes
{
    public static void MapUploads(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/uploads", app.With<UploadsApi>((api, context) => api.BeginAsync(context))).Needs(Access.Import);
        app.MapGet("/api/uploads/{id}", app.With<UploadsApi>((api, context) => api.GetAsync(context))).Needs(Access.Import).In(VaultUse.Keeps);
        app.MapPatch("/api/uploads/{id}", app.With<UploadsApi>((api, context) => api.AppendAsync(context))).Needs(Access.Import);
    }
}
