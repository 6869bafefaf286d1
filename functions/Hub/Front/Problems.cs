using Hub.Sdk;

namespace Hub.Front;

/// <summary>Every problem that the hub tells, with its sentence.</summary>
public static class Problems
{
    public static Problem BadRequest { get; } = new(400, "bad-request", new("The request cannot be read", "La demande est illisible"), new(
        "The request is not well formed. See /openapi.json for what this address takes.",
        "La demande est mal formée. Voyez dans /openapi.json ce que cette adresse attend."));

    public static Problem SignInNeeded { get; } = new(401, "sign-in-needed", new("Sign in first", "Connectez-vous d'abord"), new(
        "Nobody is signed in, or the token is not valid any more. Sign in, or send a valid token as \"Authorization: Bearer TOKEN\".",
        "Personne n'est connecté, ou le jeton n'est plus valable. Connectez-vous, ou envoyez un jeton valable dans «\u00a0Authorization: Bearer JETON\u00a0»."));

    public static Problem SignInRefused { get; } = new(401, "sign-in-refused", new("Name or passphrase is wrong", "Le nom ou la phrase secrète est inexact"), new(
        "Check the name and the passphrase, and try again. A recovery code opens the account too.",
        "Vérifiez le nom et la phrase secrète, puis réessayez. Un code de secours ouvre aussi le compte."));

    public static Problem CodeNeeded { get; } = new(401, "code-needed", new("A code of your app is needed too", "Il faut aussi un code de votre application"), new(
        "Name and passphrase are right. Send them again with the code that your app shows now.",
        "Le nom et la phrase secrète sont justes. Renvoyez-les avec le code que votre application affiche maintenant."), "code");

    public static Problem CodeRefused { get; } = new(401, "code-refused", new("The code is not right", "Le code est inexact"), new(
        "This is not the code that your app shows now, or it was used already. Wait for the next one. A recovery code opens the account too.",
        "Ce n'est pas le code que votre application affiche maintenant, ou il a déjà servi. Attendez le suivant. Un code de secours ouvre aussi le compte."), "code");

    public static Problem SessionNeeded { get; } = new(403, "session-needed", new("A token cannot do this", "Un jeton ne peut pas faire cela"), new(
        "Only the person themself may do this: sign in with the passphrase.",
        "Seule la personne elle-même peut le faire\u00a0: connectez-vous avec la phrase secrète."));

    public static Problem FreshSignInNeeded { get; } = new(403, "fresh-sign-in-needed", new("Confirm that it is you", "Confirmez que c'est bien vous"), new(
        "This cannot be undone, or lets somebody in, so it needs a proof of the last quarter of an hour that it is you. Sign in again, or POST /api/sessions/current/confirm, then repeat it.",
        "C'est définitif, ou cela laisse entrer quelqu'un\u00a0: il faut avoir prouvé depuis moins d'un quart d'heure que c'est bien vous. Connectez-vous de nouveau, ou POST /api/sessions/current/confirm, puis recommencez."));

    public static Problem AdminNeeded { get; } = new(403, "admin-needed", new("For the administrator", "Réservé à l'administrateur"), new(
        "Ask the administrator of this hub to do it.",
        "Demandez à l'administrateur de ce hub de le faire."));

    public static Problem AccessEnded { get; } = new(403, "access-ended", new("You do not open this vault any more", "Vous n'ouvrez plus ce coffre"), new(
        "Your access to it has ended, or was ended by its owner. You are back in your own vault.",
        "Votre accès a pris fin, ou son titulaire y a mis fin. Vous êtes de retour dans votre propre coffre."));

    public static Problem KeeperNeeded { get; } = new(403, "keeper-needed", new("You may only look here", "Ici, vous pouvez seulement regarder"), new(
        "You open this vault as reader: nothing was changed. Its owner can make you a keeper.",
        "Vous ouvrez ce coffre en tant que lecteur\u00a0: rien n'a été modifié. Son titulaire peut faire de vous un gardien."));

    public static Problem OwnerNeeded { get; } = new(403, "owner-needed", new("For the vault's owner", "Réservé au titulaire du coffre"), new(
        "Nothing was changed. Only its owner erases a vault and says who else opens it. For what is your own, go back to your own vault first.",
        "Rien n'a été modifié. Seul le titulaire d'un coffre l'efface et dit qui d'autre l'ouvre. Pour ce qui est à vous, revenez d'abord dans votre propre coffre."));

    public static Problem VaultSwitched { get; } = new(409, "vault-switched", new("Another vault is in view now", "Un autre coffre est ouvert maintenant"), new(
        "This page showed another vault than the one you look at now, so nothing was changed. Choose the vault again, then repeat what you wanted to do.",
        "Cette page montrait un autre coffre que celui que vous consultez maintenant\u00a0; rien n'a été modifié. Choisissez de nouveau le coffre, puis recommencez."));

    public static Problem ForgedForm { get; } = new(403, "forged-form", new("The form does not come from this session", "Le formulaire ne vient pas de cette session"), new(
        "Reload the page and send the form again. A program sends the session's code in the header Hub-Antiforgery, or uses a token.",
        "Rechargez la page et renvoyez le formulaire. Un programme envoie le code de la session dans l'en-tête Hub-Antiforgery, ou utilise un jeton."));

    public static Problem NotFound { get; } = new(404, "not-found", new("There is nothing here", "Il n'y a rien ici"), new(
        "Check the address: what it names is not there, or is not yours.",
        "Vérifiez l'adresse\u00a0: ce qu'elle désigne n'existe pas, ou ne vous appartient pas."));

    public static Problem NoSuchVault { get; } = new(404, "no-such-vault", new("No such vault", "Coffre inconnu"), new(
        "This account does not open that vault. GET /api/vaults says which it opens.",
        "Ce compte n'ouvre pas ce coffre. GET /api/vaults dit lesquels il ouvre."), "Hub-Vault");

    public static Problem NoSuchType { get; } = new(404, "no-such-type", new("No such record type", "Type de donnée inconnu"), new(
        "This hub does not know that record type. GET /api/types says which it knows.",
        "Ce hub ne connaît pas ce type de donnée. GET /api/types dit lesquels il connaît."), "type");

    public static Problem MethodNotAllowed { get; } = new(405, "method-not-allowed", new("This address does not do that", "Cette adresse ne fait pas cela"), new(
        "The header Allow says which methods this address takes.",
        "L'en-tête Allow dit quelles méthodes cette adresse accepte."));

    public static Problem Conflict { get; } = new(409, "conflict", new("It changed meanwhile", "Cela a changé entre-temps"), new(
        "Read it again, then repeat what you wanted to do.",
        "Relisez-le, puis recommencez ce que vous vouliez faire."));

    public static Problem TooLarge { get; } = new(413, "too-large", new("This is too large to send at once", "C'est trop gros pour un seul envoi"), new(
        "Send it in parts: POST /api/uploads, then PATCH with chunks of at most 8 MB; records by at most 8 MB a request.",
        "Envoyez-le en morceaux\u00a0: POST /api/uploads, puis PATCH par morceaux de 8 Mo au plus\u00a0; les données par 8 Mo au plus à chaque demande."));

    /// <summary>The same, said to a person whose browser sent a form in one piece.</summary>
    public static Problem FormTooLarge { get; } = new(413, "too-large", new("This file is too large to send at once", "Ce fichier est trop gros pour un seul envoi"), new(
        "Nothing was kept. Turn scripts on in your browser for this hub and add the file again: it is then sent in parts. Or, on the computer where the hub runs, type: hub import --user YOUR-NAME THE-FILE",
        "Rien n'a été gardé. Autorisez les scripts pour ce hub dans votre navigateur et ajoutez de nouveau le fichier\u00a0: il sera alors envoyé par morceaux. Ou bien, sur l'ordinateur où tourne le hub, tapez\u00a0: hub import --user VOTRE-NOM LE-FICHIER"));

    public static Problem UnsupportedMediaType { get; } = new(415, "unsupported-media-type", new("This kind of content is not taken here", "Ce type de contenu n'est pas accepté ici"), new(
        "Say in Content-Type what you send: application/json, or application/x-ndjson where records are written.",
        "Dites dans Content-Type ce que vous envoyez\u00a0: application/json, ou application/x-ndjson pour écrire des données."), "Content-Type");

    public static Problem RangeNotSatisfiable { get; } = new(416, "range", new("That part is not there", "Cette partie n'existe pas"), new(
        "The range begins after the end. Ask again without a range.",
        "L'intervalle commence après la fin. Redemandez sans intervalle."), "Range");

    public static Problem Misdirected { get; } = new(421, "wrong-host", new("This hub has another address", "Ce hub a une autre adresse"), new(
        "Use the address that the hub printed when it started. Its admin sets it with HUB_PUBLIC_URL.",
        "Utilisez l'adresse que le hub a affichée au démarrage. Son administrateur la règle avec HUB_PUBLIC_URL."), "Host");

    public static Problem SlowDown { get; } = new(429, "slow-down", new("Too many attempts at once", "Trop d'essais à la fois"), new(
        "Wait a few seconds, then try again. Nothing is locked.",
        "Attendez quelques secondes, puis réessayez. Rien n'est verrouillé."))
    { RetryAfter = 5 };

    public static Problem Failed { get; } = new(500, "failed", new("The hub made a mistake", "Le hub a fait une erreur"), new(
        "It was noted in the hub's log under the instance named here; your data is as it was. Try again, then tell the admin.",
        "Elle est notée dans le journal technique du hub sous l'instance indiquée\u00a0; vos données sont inchangées. Réessayez, puis prévenez l'administrateur."));

    public static Problem LastAdmin { get; } = new(409, "last-admin", new("This is the only admin", "C'est le seul administrateur"), new(
        "Nobody would be left to run the hub. Add another admin first.",
        "Il ne resterait personne pour gérer le hub. Ajoutez d'abord un autre administrateur."));

    public static Problem StorageFull { get; } = new(507, "storage-full", new("The disk is full", "Le disque est plein"), new(
        "Nothing was changed. Free some space where the hub keeps its data, then try again.",
        "Rien n'a été modifié. Libérez de la place là où le hub garde ses données, puis réessayez."));

    public static Problem CannotUndo(Text detail) => new(409, "cannot-undo", new("This cannot be undone", "Cela ne peut pas être annulé"), detail);

    public static Problem StorageAway(Text detail) => new(503, "storage-away", new("The storage is out of reach", "Le stockage est hors d'atteinte"), detail) { RetryAfter = 20 };

    public static Problem NewerVault(Text detail) => new(503, "newer-vault", new("The vault is a newer hub's", "Le coffre est celui d'un hub plus récent"), detail);

    public static Problem ScopeNeeded(string scope) => new(403, "scope-needed", new("The token may not do this", "Le jeton n'y est pas autorisé"), new(
        $"It needs the scope {scope}. Make a token with that scope on the settings page.",
        $"Il lui faut la portée {scope}. Créez un jeton avec cette portée dans les réglages."));

    public static Problem BadValue(string field, Text detail) => new(400, "bad-value", new("A value is not right", "Une valeur ne convient pas"), detail, field);

    public static Problem Taken(string field, Text detail) => new(409, "taken", new("It is there already", "Cela existe déjà"), detail, field);

    public static Problem WrongOffset(long offset) => new(409, "wrong-offset", new("The chunk does not follow the last one", "Le morceau ne suit pas le précédent"), new(
        $"Go on at {offset}: send the chunk that begins there, with Upload-Offset: {offset}.",
        $"Reprenez à {offset}\u00a0: envoyez le morceau qui commence là, avec Upload-Offset: {offset}."), "Upload-Offset");

    /// <summary>The problem of a bare status code, for answers that the framework gives without words.</summary>
    public static Problem Of(int status) => status switch
    {
        401 => SignInNeeded,
        403 => SessionNeeded,
        404 => NotFound,
        405 => MethodNotAllowed,
        409 => Conflict,
        413 => TooLarge,
        415 => UnsupportedMediaType,
        416 => RangeNotSatisfiable,
        421 => Misdirected,
        429 => SlowDown,
        507 => StorageFull,
        >= 500 => Failed,
        _ => BadRequest with { Status = status },
    };
}
