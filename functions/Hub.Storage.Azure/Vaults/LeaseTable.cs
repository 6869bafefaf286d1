using System.Buffers.Binary;
using Hub.Storage.Local.Sqlite;

namespace Hub.Storage.Azure.Vaults;

/// <summary>Who has which right in a vault and until when, as documents: they change with the log, so there is one order of who came first, and a commit that rests on a right is refused once it is another's.</summary>
internal static class LeaseTable
{
    public const string Kind = "lease";
    private const int Size = 28;

    public static (Guid Holder, DateTimeOffset Until)? Find(Database database, string name) => DocumentTable.Find(database, Kind, name) is { Length: Size } body
        ? (new Guid(body.AsSpan(0, 16)), DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(body.AsSpan(16))))
        : null;

    /// <param name="signs">How many signs of life its holder gave: each is another, so each goes into the log, which tells whether the right still stands.</param>
    public static void Put(Database database, string name, Guid holder, DateTimeOffset until, int signs)
    {
        Span<byte> body = stackalloc byte[Size];
        holder.TryWriteBytes(body);
        BinaryPrimitives.WriteInt64LittleEndian(body[16..], until.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt32LittleEndian(body[24..], signs);
        DocumentTable.Put(database, Kind, name, body);
    }

    public static void Delete(Database database, string name) => DocumentTable.Delete(database, Kind, name);
}
