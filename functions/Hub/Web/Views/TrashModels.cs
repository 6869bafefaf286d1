namespace Hub.Web.Views;

/// <param name="Next">Where earlier ones begin.</param>
/// <param name="Said">What was just done.</param>
public sealed record TrashModel(IReadOnlyList<TrashLine> Items, long? Next, string? Said = null);

/// <param name="Type">Its label.</param>
/// <param name="Remove">Where it is removed for good.</param>
/// <param name="IsKnown">This hub knows its type, so it can be opened and taken back.</param>
/// <param name="Deleted">"Deleted on 3 March 2026 at 10:15 · You".</param>
public sealed record TrashLine(string Title, string Type, string Address, string Remove, bool IsKnown, string Deleted);

/// <param name="Name">What the person has to type.</param>
public sealed record TrashEmptyModel(string Name, FormModel Form);

/// <summary>A record that a run would have brought and that the person had deleted.</summary>
/// <param name="IsRemoved">Its content is gone for good.</param>
public sealed record HeldView(string Title, string Type, string Address, bool IsRemoved);
