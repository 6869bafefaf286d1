namespace Hub.Plugins.Fhir.Reading;

/// <summary>What others need to know of a resource that they refer to.</summary>
/// <param name="Display">Its name.</param>
/// <param name="Code">Its code, for a medication or a condition.</param>
/// <param name="System">The code's system.</param>
internal sealed record Named(string Display, string? Code = null, string? System = null);
