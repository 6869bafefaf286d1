namespace Hub.Sdk;

/// <summary>The version of this SDK that a plug-in's manifest states under <c>sdk</c>.</summary>
public static class SdkVersion
{
    /// <summary>The major version. The runner refuses a plug-in that states another.</summary>
    public const int Major = 1;
}
