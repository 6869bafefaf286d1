using System.Globalization;
using System.Net;
using System.Text;

namespace Holders.Bank;

/// <summary>The bank's pages.</summary>
internal static class BankPages
{
    private static readonly NumberFormatInfo French = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "\u202f", NegativeSign = "-" };

    public static string Login(string token, string? error) => Page("Connexion", $"""
        {Error(error)}<form id="connexion" method="post" action="/connexion">
        <input type="hidden" name="jeton" value="{token}"><input name="identifiant"><input name="motdepasse" type="password"><button>Se connecter</button></form>
        """);

    public static string Code(string token, string? error) => Page("Code de sécurité", $"""
        {Error(error)}<p>Un code vous a été envoyé par SMS au 06 ** ** ** 01.</p><form id="code" method="post" action="/code">
        <input type="hidden" name="jeton" value="{token}"><input name="code" inputmode="numeric"><button>Valider</button></form>
        """);

    public static string Accounts(IReadOnlyList<BankAccount> accounts, DateOnly today, bool isNewLayout)
    {
        var rows = accounts.Select(account => $"""
            <tr data-compte="{account.Number}"><td class="nom"><a href="/comptes/{account.Number}/operations">{Text(account.Name)}</a></td><td class="solde">{Amount(account.Balance)}</td></tr>
            """);
        return Page("Vos comptes", isNewLayout
            ? $"<main class=\"cartes\">{string.Concat(accounts.Select(account => $"<article>{Text(account.Name)} <b>{Amount(account.Balance)}</b></article>"))}</main>"
            : $"<p>Soldes au <time id=\"jour\">{Day(today)}</time></p><table id=\"comptes\"><tbody>{string.Concat(rows)}</tbody></table>");
    }

    public static string Operations(BankAccount account, IReadOnlyList<BankOperation> operations, DateOnly since, int? next, bool isNewLayout)
    {
        var rows = new StringBuilder();
        foreach (var operation in operations)
        {
            rows.Append(CultureInfo.InvariantCulture, $"""
                <tr><td>{Day(operation.Day)}</td><td>{Day(operation.Value)}</td><td>{Text(operation.Label)}</td><td>{Amount(operation.Amount)}</td><td>{operation.Reference}</td></tr>
                """);
        }

        var after = since == DateOnly.MinValue ? "" : $"&amp;depuis={Day(since)}";
        // The new layout swaps two columns: a reader that counts them would take one date for the other.
        var heading = isNewLayout ? "<th>Valeur</th><th>Date</th>" : "<th>Date</th><th>Valeur</th>";
        return Page(account.Name, $"""
            <table id="operations"><thead><tr>{heading}<th>Libellé</th><th>Montant</th><th>Référence</th></tr></thead><tbody>{rows}</tbody></table>
            {(next is null ? "" : $"<a rel=\"next\" href=\"/comptes/{account.Number}/operations?page={next}{after}\">Suite</a>")}
            """);
    }

    public static string Message(string text, string kind = "message") => Page("Information", $"<p class=\"{kind}\">{Text(text)}</p>");

    public static string Refusal(int status) => Message(status == 429 ? "Trop de demandes." : "Service momentanément indisponible.");

    private static string Page(string title, string body) =>
        $"<!doctype html><html lang=\"fr\"><head><meta charset=\"utf-8\"><title>{Text(title)} - Banque de démonstration</title></head><body><h1>{Text(title)}</h1>{body}</body></html>";

    private static string Error(string? error) => error is null ? "" : $"<p class=\"erreur\">{Text(error)}</p>";

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    private static string Amount(decimal amount) => amount.ToString("N2", French) + "\u00a0€";
}
