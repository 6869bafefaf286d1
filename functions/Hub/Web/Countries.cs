namespace Hub.Web;

/// <summary>Names of the countries that holders are in; others keep their ISO 3166 code.</summary>
public static class Countries
{
    public static string Name(string code, PageContext page) => code switch
    {
        "FR" => "France",
        "US" => page.L("United States", "États-Unis"),
        "GB" => page.L("United Kingdom", "Royaume-Uni"),
        "DE" => page.L("Germany", "Allemagne"),
        "BE" => page.L("Belgium", "Belgique"),
        "CH" => page.L("Switzerland", "Suisse"),
        "CA" => "Canada",
        "ES" => page.L("Spain", "Espagne"),
        "IT" => page.L("Italy", "Italie"),
        _ => code,
    };
}
