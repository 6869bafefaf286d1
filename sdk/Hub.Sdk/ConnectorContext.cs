using System.Text.Json;

namespace Hub.Sdk;

/// <summary>What a connector is handed for one run.</summary>
public abstract class ConnectorContext : RunContext
{
    /// <summary>The last cursor that was committed for this source, or null the first time.</summary>
    public abstract string? Cursor { get; }

    /// <summary>
    /// Hands one record over. The hub validates it against its type, derives its identity and stores it; a record that does not
    /// fit is set aside with its reason and the run goes on. Waits when the hub is busy.
    /// </summary>
    /// <param name="type">The record type, for instance <c>energy.consumption</c>. The manifest must ask to write it.</param>
    /// <param name="data">Writes the members of the record's <c>data</c>; the surrounding object is written for you.</param>
    /// <param name="origin">Where in the file or reply the record stands, and whom it is about.</param>
    public abstract ValueTask SaveAsync(string type, Action<Utf8JsonWriter> data, Origin origin = default);

    /// <summary>Reports an item that cannot be read and is therefore not guessed: it is counted as rejected and shown with its reason.</summary>
    /// <param name="type">The record type it would have been.</param>
    /// <param name="reason">What is wrong and what was expected, without quoting more than the field at fault.</param>
    /// <param name="origin">Where it stands in the file or reply.</param>
    public abstract ValueTask RejectAsync(string type, Text reason, Origin origin = default);

    /// <summary>
    /// Says that the holder has a record no more: an appointment deleted there, a pending operation that was cancelled. The hub keeps its content and marks it as withdrawn by the holder;
    /// saving it again brings it back. Only records of this source can be withdrawn: another's stays, and the item is set aside with that reason. One that is not there, or that the person
    /// deleted, stays as it is.
    /// </summary>
    /// <param name="type">The record type. The manifest must ask to write it.</param>
    /// <param name="identity">Writes the fields that identify the record in its type; others may stand beside them.</param>
    /// <param name="origin">Where it was told, and whom the record is about.</param>
    public virtual ValueTask WithdrawAsync(string type, Action<Utf8JsonWriter> identity, Origin origin = default) => throw new NotSupportedException("Records cannot be withdrawn in this run.");

    /// <summary>The records of a type that this source brought and that stand in the vault, so that what vanished at the holder can be told by comparing. Only what identifies each is handed over.</summary>
    /// <param name="type">The record type. The manifest must ask to write it.</param>
    public virtual IAsyncEnumerable<HeldRecord> HeldAsync(string type) => throw new NotSupportedException("There is no vault behind this run.");

    /// <summary>Declares that everything saved so far need not be fetched again. Committed with the batch that holds the last record before it.</summary>
    /// <param name="cursor">Opaque to the hub, at most 64 kB.</param>
    public abstract ValueTask SetCursorAsync(string cursor);

    /// <summary>
    /// Says when the holder produced what is read from here on, if the file says so. A record that a later edition told already is then not put
    /// back to what an earlier one said, in whatever order the files come.
    /// </summary>
    /// <param name="when">An ISO 8601 instant with offset, or a date. Anything else is as if nothing had been said.</param>
    public virtual ValueTask ProducedAsync(string when) => ValueTask.CompletedTask;

    /// <summary>
    /// Asks the person something that the file or the settings do not say. When there is no answer yet, this ends the process with a
    /// <see cref="QuestionException"/>; the run waits and starts again from its beginning when the person has answered, and what was
    /// stored before is skipped. So ask before anything that depends on the answer.
    /// </summary>
    /// <param name="key">Names the question within the run.</param>
    /// <param name="question">What the person reads.</param>
    /// <returns>The person's answer.</returns>
    public abstract ValueTask<string> AskAsync(string key, Text question);

    /// <summary>Asks the person to choose; otherwise as <see cref="AskAsync(string, Text)"/>.</summary>
    /// <param name="key">Names the question within the run.</param>
    /// <param name="question">What the person reads.</param>
    /// <param name="choices">What can be chosen, at most 100; empty to let the person type.</param>
    /// <returns>The <see cref="Choice.Value"/> of what was chosen.</returns>
    public virtual ValueTask<string> AskAsync(string key, Text question, IReadOnlyList<Choice> choices) => AskAsync(key, question);

    /// <summary>
    /// Speaks to the holder, through the hub: only hosts that the manifest names and the person agreed to, over https, and at the hub's pace. A secret of the
    /// settings reads <c>{{NAME}}</c> here; the hub puts the value in its place on the way out, and only towards the host that the secret is bound to.
    /// Cookies and redirects are the hub's business. A call that fails throws a <see cref="RunException"/> with its outcome.
    /// </summary>
    public virtual HttpClient Http => throw new NotSupportedException("There is no holder to speak to in this run.");

    /// <summary>What <see cref="SetSessionAsync"/> kept last for this source, or null.</summary>
    public virtual string? Session => null;

    /// <summary>Keeps what a later run needs to go on without signing in anew (a token, a device's id). Encrypted, at once, and only for this source.</summary>
    /// <param name="session">At most 64 kB; null forgets it.</param>
    public virtual ValueTask SetSessionAsync(string? session) => throw new NotSupportedException("There is no session to keep in this run.");

    /// <summary>
    /// Says whose account a sync reads, once it is signed in: for a source whose probe could not tell, because the holder asked for a code first. It costs no call at the holder.
    /// The last one told is how the source is called where the person gave it no name.
    /// </summary>
    /// <param name="account">The same id as a probe gives.</param>
    public virtual ValueTask SetAccountAsync(HolderAccount account) => ValueTask.CompletedTask;

    /// <summary>Keeps a reply as a file in the person's vault. Records saved from here on say that they come from it.</summary>
    /// <param name="reply">A reply of <see cref="Http"/>, one of the last four.</param>
    /// <param name="name">The file's name, as the person sees it.</param>
    /// <returns>The file's hash.</returns>
    public virtual ValueTask<string> KeepAsync(HttpResponseMessage reply, string name) => throw new NotSupportedException("There is no reply to keep in this run.");
}

/// <summary>One of the answers to a question.</summary>
/// <param name="Value">What the plug-in gets back.</param>
/// <param name="Label">What the person reads.</param>
public sealed record Choice(string Value, Text Label);

/// <summary>A record that the source brought earlier.</summary>
/// <param name="Identity">The fields that identify it in its type, as they were saved.</param>
/// <param name="Subject">Whom it is about; <c>me</c> is the vault's owner.</param>
public sealed record HeldRecord(JsonElement Identity, string Subject);

/// <summary>Where a record stands in what was read, and whom it is about.</summary>
/// <param name="At">For instance <c>line 12</c> or <c>/entry/3</c>; shown beside the reason when the record is set aside.</param>
/// <param name="Subject">Whom the record is about within the vault; null is the vault's owner (<c>me</c>).</param>
public readonly record struct Origin(string? At, string? Subject = null);
