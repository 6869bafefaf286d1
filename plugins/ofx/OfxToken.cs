namespace Hub.Plugins.Ofx;

/// <param name="Name">The tag in upper case; empty for one that no statement needs.</param>
/// <param name="Text">What stands between an opening tag and the next one; empty for an aggregate.</param>
/// <param name="Closes">Whether it is a closing tag.</param>
/// <param name="Line">Where it stands.</param>
internal readonly record struct OfxToken(string Name, string Text, bool Closes, int Line);
