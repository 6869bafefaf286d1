namespace Hub.Web.Views;

/// <param name="Next">Where to go on.</param>
public sealed record RecoveryCodesModel(IReadOnlyList<string> Codes, string Next);

/// <param name="Said">What was just done.</param>
public sealed record SessionsModel(IReadOnlyList<SessionView> Sessions, string? Said = null);

/// <param name="Current">Whether it is the one that looks.</param>
public sealed record SessionView(string Id, string Name, string Under, bool Current);

/// <param name="Action">Where the form goes again, with these fields.</param>
public sealed record ConfirmModel(string Action, IReadOnlyList<(string Name, string Value)> Fields, FormModel Form);

/// <param name="To">Where the person wanted to go.</param>
public sealed record SignInModel(FormModel Form, string To, bool SignedOut = false);
