using System.Text;
using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Runs;
using Hub.Vaults;

namespace Hub.Web.Requests;

/// <summary>Files that a form brought, whole or in parts before it, and which a look was made of: they wait beside the vault until the person decides.</summary>
internal sealed class LookedUploads(UploadFolder uploads)
{
    private const string Kind = "look";

    public async ValueTask<IReadOnlyList<Upload>> TakeAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var vaultId = VaultDoor.IdOf(context);
        var taken = await FindAsync(vaultId, form["upload"].OfType<string>());
        foreach (var file in form.Files.Where(file => file.FileName.Length > 0))
        {
            var upload = await uploads.BeginAsync(vaultId, file.FileName);
            await using var content = file.OpenReadStream();
            await uploads.AppendAsync(upload, 0, content, context.RequestAborted);
            taken.Add(upload);
        }

        return taken;
    }

    public ValueTask<IReadOnlyList<ImportItem>> ItemsAsync(IReadOnlyList<Upload> taken) => uploads.ItemsAsync(taken);

    public Stream Open(Upload upload) => uploads.Open(upload);

    public static ValueTask RememberAsync(IVaultStore store, string look, IEnumerable<Upload> taken) =>
        store.PutDocumentAsync(Kind, look, Encoding.ASCII.GetBytes(string.Join(' ', taken.Select(upload => upload.Id))));

    /// <summary>Those of them that are still there.</summary>
    public async ValueTask<IReadOnlyList<Upload>> FindAsync(IVaultStore store, string look) =>
        await FindAsync(store.VaultId, Encoding.ASCII.GetString(await store.FindDocumentAsync(Kind, look) ?? []).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public async ValueTask ForgetAsync(IVaultStore store, string look, IReadOnlyList<Upload> taken)
    {
        foreach (var upload in taken)
        {
            await uploads.DeleteAsync(upload);
        }

        await store.DeleteDocumentAsync(Kind, look);
    }

    private async ValueTask<List<Upload>> FindAsync(string vaultId, IEnumerable<string> ids)
    {
        var found = new List<Upload>();
        foreach (var id in ids)
        {
            if (await uploads.FindAsync(vaultId, id) is { } upload)
            {
                found.Add(upload);
            }
        }

        return found;
    }
}
