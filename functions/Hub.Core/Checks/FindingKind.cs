namespace Hub.Core.Checks;

/// <summary>What a check can find. What each means, and what is done about it, stands in <see cref="Findings"/>.</summary>
public enum FindingKind
{
    /// <summary>The vault cannot be opened, or pages of its file are damaged.</summary>
    Damage,

    /// <summary>A record's type or provenance is not there.</summary>
    Origin,

    /// <summary>A record's content is not that of its hash.</summary>
    Content,

    /// <summary>Indexes of the file lack something or have too much.</summary>
    Index,

    /// <summary>The vault's number is below that of its last change.</summary>
    Sequence,

    /// <summary>Kept counts and spans are not those of the records.</summary>
    Counts,

    /// <summary>Kept totals cannot be read, or tell of changes that never were.</summary>
    Totals,

    /// <summary>The words for searching are not those of the records.</summary>
    Words,

    /// <summary>A kept file is there, and its noted length is not its length.</summary>
    FileLength,

    /// <summary>A kept file's content is not there.</summary>
    FileMissing,

    /// <summary>A kept file's content is not that of its hash.</summary>
    FileDamage,

    /// <summary>A content is there that the vault does not list, and records or runs name it.</summary>
    FileUnlisted,

    /// <summary>A content is there that the vault does not list, and nothing names it.</summary>
    FileStray,

    /// <summary>Settings, a source, a permission or a run cannot be read.</summary>
    Note,

    /// <summary>A run is said to be under way, and nobody will go on with it.</summary>
    Run,

    /// <summary>The hub's list of work names a run that is not there.</summary>
    Work,

    /// <summary>A file was sent and never imported.</summary>
    Upload,
}
