namespace Hub.Runner.Archives;

/// <summary>The checksum of zip (ISO 3309), which the framework's reader does not compare. Eight bytes a step, by as many tables.</summary>
internal sealed class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int Width = 8;
    private static readonly uint[][] Tables = MakeTables();
    private uint _state = uint.MaxValue;

    public uint Value => ~_state;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var state = _state;
        for (; bytes.Length >= Width; bytes = bytes[Width..])
        {
            state = Tables[7][bytes[0] ^ (byte)state] ^ Tables[6][bytes[1] ^ (byte)(state >> 8)] ^ Tables[5][bytes[2] ^ (byte)(state >> 16)] ^ Tables[4][bytes[3] ^ (byte)(state >> 24)]
                ^ Tables[3][bytes[4]] ^ Tables[2][bytes[5]] ^ Tables[1][bytes[6]] ^ Tables[0][bytes[7]];
        }

        foreach (var one in bytes)
        {
            state = Tables[0][(byte)state ^ one] ^ (state >> 8);
        }

        _state = state;
    }

    private static uint[][] MakeTables()
    {
        var tables = new uint[Width][];
        for (var nth = 0; nth < Width; nth++)
        {
            tables[nth] = new uint[256];
            for (var one = 0; one < 256; one++)
            {
                tables[nth][one] = nth == 0 ? OfByte((uint)one) : tables[0][(byte)tables[nth - 1][one]] ^ (tables[nth - 1][one] >> 8);
            }
        }

        return tables;
    }

    private static uint OfByte(uint state)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            state = (state & 1) == 0 ? state >> 1 : (state >> 1) ^ Polynomial;
        }

        return state;
    }
}
