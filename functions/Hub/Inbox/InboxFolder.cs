using System.Text;
using Hub.Sdk;

namespace Hub.Inbox;

/// <summary>The folder of one name: what was dropped there, and where it goes.</summary>
internal sealed class InboxFolder(DirectoryInfo folder)
{
    // What a name may have on the systems that people use.
    private const int LongestName = 255;

    private const string NoteOfUnknown = "NOT IMPORTED - NON IMPORTE.txt";

    /// <summary>How programs call what they have not finished, and what systems leave in every folder.</summary>
    private static readonly string[] Passing = [".part", ".partial", ".crdownload", ".tmp", ".filepart"];
    private static readonly string[] OfSystems = ["desktop.ini", "thumbs.db", NoteOfUnknown];

    public string Name => folder.Name;

    /// <summary>What lies directly in it, but folders and what is not meant for the hub.</summary>
    public IReadOnlyList<FileSystemInfo> Dropped() =>
        [.. folder.EnumerateFileSystemInfos().Where(item => (item is FileInfo || IsLink(item)) && !IsPassing(item.Name)).OrderBy(item => item.Name, StringComparer.Ordinal)];

    public string PathOf(string name) => Path.Combine(folder.FullName, name);

    /// <summary>Null where nothing is there any more, or a link.</summary>
    public FileMark? FindMark(string name) => new FileInfo(PathOf(name)) is { Exists: true, LinkTarget: null } file ? new(file.Length, file.LastWriteTimeUtc) : null;

    public static bool IsLink(FileSystemInfo item) => item.LinkTarget is not null || item.Attributes.HasFlag(FileAttributes.ReparsePoint);

    /// <summary>Moves a file that was read, and never onto another.</summary>
    public void Done(string name, FileMark mark)
    {
        using var done = Place("done");
        Move(name, Free(done, name), mark);
    }

    /// <summary>Moves a file, with the reason beside.</summary>
    public void Failed(string name, FileMark mark, Text reason)
    {
        using var failed = Place("failed");
        var target = Free(failed, name);
        Write(NoteOf(target), reason);
        Move(name, target, mark);
    }

    /// <summary>Tells why something is left where it is: once.</summary>
    public void Refuse(string name, Text reason)
    {
        using var failed = Place("failed");
        var note = NoteOf(failed.PathOf(name));
        if (!File.Exists(note))
        {
            Write(note, reason);
        }
    }

    /// <summary>Says in the folder itself that nobody has this name; false when that was said already.</summary>
    public bool TellUnknown()
    {
        var note = PathOf(NoteOfUnknown);
        if (File.Exists(note) || Dropped().Count == 0)
        {
            return false;
        }

        Write(note, new(
            "Nothing here is imported: this hub has no open account of the name of this folder. Make one, or rename the folder; the files are then taken by themselves.",
            "Rien de ce dossier n'est importé : ce hub n'a pas de compte ouvert au nom de ce dossier. Créez-en un, ou renommez le dossier ; les fichiers seront alors pris d'eux-mêmes."));
        return true;
    }

    public void ForgetUnknown() => File.Delete(PathOf(NoteOfUnknown));

    private static bool IsPassing(string name) => name.StartsWith('.') || name.EndsWith('~') || OfSystems.Contains(name, StringComparer.OrdinalIgnoreCase) || Passing.Any(end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    private void Move(string name, string target, FileMark mark)
    {
        File.Move(PathOf(name), target);
        if (new FileInfo(target) is var moved && new FileMark(moved.Length, moved.LastWriteTimeUtc) != mark)
        {
            // Another of that name came at this very moment: it has its turn.
            using var own = new HeldFolder(folder.FullName);
            File.Move(target, Free(own, name));
        }
    }

    private static string Free(HeldFolder into, string name)
    {
        for (var number = 1; ; number++)
        {
            var target = into.PathOf(number == 1 ? name : Fit(Path.GetFileNameWithoutExtension(name), $" ({number}){Path.GetExtension(name)}"));
            if (!Path.Exists(target) && !Path.Exists(NoteOf(target)))
            {
                return target;
            }
        }
    }

    private HeldFolder Place(string name) => new(PathOf(name));

    /// <summary>Beside it, under its name as far as that has room.</summary>
    private static string NoteOf(string target)
    {
        var name = Path.GetFileName(target);
        var note = Fit(name, ".txt");

        // The longest names that end so would be their own notes.
        return Path.Combine(Path.GetDirectoryName(target)!, note != name ? note : Fit(name, name.EndsWith("-.txt", StringComparison.Ordinal) ? "+.txt" : "-.txt"));
    }

    private static string Fit(string name, string ending)
    {
        var (bytes, kept) = (Encoding.UTF8.GetByteCount(ending), new StringBuilder());
        foreach (var rune in name.EnumerateRunes().TakeWhile(rune => (bytes += rune.Utf8SequenceLength) <= LongestName))
        {
            kept.Append(rune.ToString());
        }

        return kept.Append(ending).ToString();
    }

    private static void Write(string note, Text text)
    {
        using var file = new FileStream(note, FileMode.CreateNew, FileAccess.Write);
        file.Write(Encoding.UTF8.GetBytes($"{text.En}\n\n{text.Fr}\n"));
    }
}
