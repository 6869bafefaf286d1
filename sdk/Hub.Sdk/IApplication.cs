namespace Hub.Sdk;

/// <summary>
/// A plug-in that computes a service on a person's records, where they lie, from what the person granted.
/// The runner creates one instance for one run, through the public parameterless constructor.
/// </summary>
public interface IApplication
{
    /// <summary>Computes the insights anew from the granted records and emits them.</summary>
    /// <param name="context">The granted records and the call that emits.</param>
    /// <param name="cancellationToken">Cancelled when the hub stops the run; the process is ended soon after.</param>
    /// <exception cref="RunException">Thrown to end the run with a typed outcome; the insights of the run before stay.</exception>
    Task ComputeAsync(ApplicationContext context, CancellationToken cancellationToken);
}
