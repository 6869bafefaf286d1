namespace Hub.Storage.Local.Files;

/// <summary>A file being made. It takes its name when it is closed whole; a process that dies before, or a disk that fills up, leaves only a part.</summary>
internal sealed class PartialFile(string path) : Stream
{
    private readonly FileStream _file = Full.Guard(() => new FileStream(path + Parts.Ending, FileMode.Create, FileAccess.ReadWrite));
    private bool _broken;
    private bool _closed;

    public override bool CanRead => false;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => _file.Length;

    public override long Position { get => _file.Position; set => _file.Position = value; }

    public override long Seek(long offset, SeekOrigin origin) => _file.Seek(offset, origin);

    public override void SetLength(long value) => Write(() => _file.SetLength(value));

    public override void Write(byte[] buffer, int offset, int count) => Write(() => _file.Write(buffer, offset, count));

    public override void Flush() => Write(() => _file.Flush(flushToDisk: false));

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_closed)
        {
            _closed = true;
            Write(_file.Dispose);
            if (_broken)
            {
                File.Delete(path + Parts.Ending);
            }
            else
            {
                File.Move(path + Parts.Ending, path, overwrite: true);
            }
        }

        base.Dispose(disposing);
    }

    private void Write(Action write)
    {
        try
        {
            Full.Guard(write);
        }
        catch
        {
            _broken = true;
            throw;
        }
    }
}
