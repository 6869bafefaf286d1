namespace Hub.Sdk;

/// <summary>
/// A plug-in that brings a person's records in: fetched from a holder, or read from a file that the holder gave.
/// The runner creates one instance for one run, through the public parameterless constructor.
/// </summary>
public interface IConnector
{
    /// <summary>Reads one file. Implemented by connectors whose manifest has <c>accepts</c>.</summary>
    /// <param name="context">The run's settings, clock and the calls that save.</param>
    /// <param name="file">The file; it can be opened several times, each time from its beginning.</param>
    /// <param name="cancellationToken">Cancelled when the hub stops the run; the process is ended soon after.</param>
    /// <exception cref="RunException">Thrown to end the run with a typed outcome; what was saved before is kept.</exception>
    Task ImportAsync(ConnectorContext context, ImportFile file, CancellationToken cancellationToken) =>
        throw new NotSupportedException("This connector reads no files.");

    /// <summary>Fetches what is new since <see cref="ConnectorContext.Cursor"/> from the holder.</summary>
    /// <param name="context">The run's settings, cursor, clock and the calls that save.</param>
    /// <param name="cancellationToken">Cancelled when the hub stops the run; the process is ended soon after.</param>
    /// <exception cref="RunException">Thrown to end the run with a typed outcome; what was saved before is kept.</exception>
    Task SyncAsync(ConnectorContext context, CancellationToken cancellationToken) =>
        throw new NotSupportedException("This connector only reads files.");

    /// <summary>Tries the settings before they are saved: signs in at the holder and says whose account it is. It saves no records.</summary>
    /// <param name="context">The settings as the person filled them in.</param>
    /// <param name="cancellationToken">Cancelled when the hub stops the run; the process is ended soon after.</param>
    /// <returns>The account, so that nobody sets the same one up twice; null where the connector cannot tell, or not before an answer: a sync then says it with <see cref="ConnectorContext.SetAccountAsync"/>.</returns>
    /// <exception cref="RunException">Thrown when the settings do not work, with the outcome that says why.</exception>
    Task<HolderAccount?> ProbeAsync(ConnectorContext context, CancellationToken cancellationToken) => Task.FromResult<HolderAccount?>(null);
}
