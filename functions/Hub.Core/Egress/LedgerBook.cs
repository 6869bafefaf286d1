using System.Buffers;
using System.Text.Json;
using Hub.Core.Vaults;

namespace Hub.Core.Egress;

/// <summary>Writes the calls of one run into its vault: each stands there before it goes out, and with its outcome before the plug-in hears of it.</summary>
internal sealed class LedgerBook(IVaultStore store, string run, TimeProvider clock)
{
    public const int Most = 100;
    private readonly ArrayBufferWriter<byte> _document = new(4096);
    private string? _id;
    private int _count;
    private int _ended;

    /// <summary>Writes down a call that is about to go out; <see cref="EndAsync"/> says later what became of it.</summary>
    public ValueTask BeginAsync(LedgerCall call) => WriteAsync(call);

    public async ValueTask EndAsync(LedgerCall call)
    {
        await WriteAsync(call);
        _ended = _document.WrittenCount - 1;
        _count++;
    }

    /// <summary>The calls that ended, and this one in place of what stood there of it.</summary>
    private async ValueTask WriteAsync(LedgerCall call)
    {
        if (_id is null || _count == Most)
        {
            _id = await LedgerIds.NextAsync(store, run, _id, clock);
            _document.ResetWrittenCount();
            _document.Write("["u8);
            (_count, _ended) = (0, _document.WrittenCount);
        }

        Shorten(_ended);
        if (_count > 0)
        {
            _document.Write(","u8);
        }

        using (var writer = new Utf8JsonWriter(_document))
        {
            JsonSerializer.Serialize(writer, call, LedgerJson.Default.LedgerCall);
        }

        _document.Write("]"u8);
        await store.PutDocumentAsync(LedgerStore.Kind, _id!, _document.WrittenMemory);
    }

    private void Shorten(int length)
    {
        var kept = _document.WrittenSpan[..length].ToArray();
        _document.ResetWrittenCount();
        _document.Write(kept);
    }
}
