namespace Hub.Web.Views;

/// <param name="Next">Where to go on.</param>
public sealed record RecoveryCodesModel(IReadOnlyList<string> Codes, string Next);

/// <param name="To">Where the person wanted to go.</param>
public sealed record SignInModel(FormModel Form, string To, bool SignedOut = false);
