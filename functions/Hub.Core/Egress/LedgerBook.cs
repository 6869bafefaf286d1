using System.Buffers;
using System.Text.Json;
using Hub.Core.Vaults;

namespace Hub.Core.Egress;

/// <summary>Writes the calls of one run into its vault: each stands there before it goes out. What became of it is written with what comes next: another call, or what the run brought.</summary>
internal sealed class LedgerBook(IVaultStore store, string run, TimeProvider clock)
{
    public const int Most = 100;
    private readonly ArrayBufferWriter<byte> _document = new(4096);
    private string? _id;
    private int _count;
    private int _ended;

    /// <summary>Writes down a call that is about to go out; <see cref="EndAsync"/> says later what became of it.</summary>
    public async ValueTask BeginAsync(LedgerCall call)
    {
        await AddAsync(call);
        await store.PutDocumentAsync(LedgerStore.Kind, _id!, _document.WrittenMemory);
    }

    public async ValueTask EndAsync(LedgerCall call)
    {
        await AddAsync(call);
        await store.PutSoonAsync(LedgerStore.Kind, _id!, _document.WrittenMemory);
        _ended = _document.WrittenCount - 1;
        _count++;
    }

    /// <summary>The calls that ended, and this one in place of what stood there of it.</summary>
    private async ValueTask AddAsync(LedgerCall call)
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
    }

    private void Shorten(int length)
    {
        var kept = _document.WrittenSpan[..length].ToArray();
        _document.ResetWrittenCount();
        _document.Write(kept);
    }
}
