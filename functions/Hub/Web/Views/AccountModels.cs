namespace Hub.Web.Views;

/// <param name="Next">Where to go on.</param>
/// <param name="ClosedRest">Whether all that opened the account before was closed.</param>
public sealed record RecoveryCodesModel(IReadOnlyList<string> Codes, string Next, bool ClosedRest = false);

/// <param name="Said">What was just done.</param>
public sealed record SessionsModel(IReadOnlyList<SessionView> Sessions, string? Said = null);

/// <param name="Current">Whether it is the one that looks.</param>
public sealed record SessionView(string Id, string Name, string Under, bool Current);

/// <param name="Action">Where the form goes again, with these fields.</param>
/// <param name="AsksForNew">Whether a new passphrase was typed, which is typed again.</param>
public sealed record ConfirmModel(string Action, IReadOnlyList<(string Name, string Value)> Fields, FormModel Form, bool HasPasskey = false, bool AsksForCode = false, bool AsksForNew = false);

/// <param name="To">Where the person wanted to go.</param>
/// <param name="NoPasskeys">Why no passkey can be used here, if so.</param>
/// <param name="TooLate">Whether the code of an app came when its page was over.</param>
public sealed record SignInModel(FormModel Form, string To, bool SignedOut = false, string? NoPasskeys = null, bool TooLate = false);

/// <param name="Missing">Why none can be made or used here, if so.</param>
/// <param name="Making">One that the device is asked to make now.</param>
/// <param name="Said">What was just done.</param>
public sealed record PasskeysModel(IReadOnlyList<PasskeyView> Passkeys, FormModel Form, string? Missing = null, MakingView? Making = null, string? Said = null);

public sealed record PasskeyView(string Id, string Name, string Under);

/// <param name="Asked">What the script gives the browser, as JSON.</param>
public sealed record MakingView(string Name, string Asked);

/// <param name="Ticket">That the passphrase was right.</param>
public sealed record SignInCodeModel(FormModel Form, string To, string Ticket);

/// <param name="Setting">What the app is to be given, while it is being set up.</param>
/// <param name="Since">Since when codes are asked for, if they are.</param>
/// <param name="Said">What was just done.</param>
public sealed record SecondStepModel(FormModel Form, CodeSettingView? Setting, string? Since = null, string? Said = null);

public sealed record CodeSettingView(QrPicture Picture, string Key, string Account);
