using Hub.Sdk;

namespace Hub.Plugins.Qif;

/// <summary>The currencies that a person may choose from, the likeliest first.</summary>
internal static class QifCurrencies
{
    public static IReadOnlyList<Choice> All { get; } =
    [
        Of("EUR", "Euro", "Euro"),
        Of("CHF", "Swiss franc", "Franc suisse"),
        Of("GBP", "Pound sterling", "Livre sterling"),
        Of("USD", "US dollar", "Dollar des États-Unis"),
        Of("CAD", "Canadian dollar", "Dollar canadien"),
        Of("AUD", "Australian dollar", "Dollar australien"),
        Of("BGN", "Bulgarian lev", "Lev bulgare"),
        Of("BRL", "Brazilian real", "Réal brésilien"),
        Of("CNY", "Renminbi", "Renminbi"),
        Of("CZK", "Czech koruna", "Couronne tchèque"),
        Of("DKK", "Danish krone", "Couronne danoise"),
        Of("DZD", "Algerian dinar", "Dinar algérien"),
        Of("HKD", "Hong Kong dollar", "Dollar de Hong Kong"),
        Of("HUF", "Forint", "Forint"),
        Of("ILS", "New shekel", "Nouveau shekel"),
        Of("INR", "Indian rupee", "Roupie indienne"),
        Of("ISK", "Icelandic króna", "Couronne islandaise"),
        Of("JPY", "Yen", "Yen"),
        Of("KRW", "Won", "Won"),
        Of("MAD", "Moroccan dirham", "Dirham marocain"),
        Of("MXN", "Mexican peso", "Peso mexicain"),
        Of("NOK", "Norwegian krone", "Couronne norvégienne"),
        Of("NZD", "New Zealand dollar", "Dollar néo-zélandais"),
        Of("PLN", "Złoty", "Złoty"),
        Of("RON", "Romanian leu", "Leu roumain"),
        Of("SEK", "Swedish krona", "Couronne suédoise"),
        Of("SGD", "Singapore dollar", "Dollar de Singapour"),
        Of("TND", "Tunisian dinar", "Dinar tunisien"),
        Of("TRY", "Turkish lira", "Livre turque"),
        Of("UAH", "Hryvnia", "Hryvnia"),
        Of("XAF", "CFA franc (BEAC)", "Franc CFA (BEAC)"),
        Of("XOF", "CFA franc (BCEAO)", "Franc CFA (BCEAO)"),
        Of("XPF", "CFP franc", "Franc CFP"),
        Of("ZAR", "Rand", "Rand"),
    ];

    private static Choice Of(string code, string english, string french) => new(code, new Text($"{english} ({code})", $"{french} ({code})"));
}
