using Hub.Sdk;

namespace Hub.Web.Views;

internal static class AccountWords
{
    /// <summary>Said to who came back by a recovery code or a link.</summary>
    public static Text Closed { get; } = new(
        "You are in again, and whoever else was in is out: all other sessions have ended, and passkeys, programs' tokens and the code of an app are removed. Set up again those that you use.",
        "Vous voilà de retour, et quiconque d'autre était entré est dehors\u00a0: toutes les autres sessions sont closes\u00a0; les clés d'accès, les jetons des programmes et le code d'une application sont retirés. Remettez en place ceux dont vous vous servez.");
}
