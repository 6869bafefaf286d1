namespace Hub.Wire;

/// <summary>Why an archive, or one of its members, is not unpacked. The runner sees it; the sentences stand in one table in the hub.</summary>
public enum ArchiveFault
{
    None,

    /// <summary>It breaks off, or its bytes are not those that it tells of.</summary>
    Damaged,

    /// <summary>It breaks off, or is packed by a method that is not known here.</summary>
    NotOpened,
    Locked,
    Link,

    /// <summary>Nothing is in it.</summary>
    Empty,
    TooMany,

    /// <summary>So few packed bytes may not become so many.</summary>
    Grows,

    /// <summary>All members together are too large.</summary>
    TooLarge,
}
