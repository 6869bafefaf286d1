namespace Hub.Web;

/// <summary>Signs of the currencies that have one people know; the others keep their ISO 4217 code.</summary>
public static class Currencies
{
    public static string Symbol(string code) => code switch
    {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        "JPY" => "¥",
        "INR" => "₹",
        "KRW" => "₩",
        _ => code,
    };
}
