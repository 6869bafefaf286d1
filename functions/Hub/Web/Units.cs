using System.Text;

namespace Hub.Web;

/// <summary>UCUM codes as people write them.</summary>
public static class Units
{
    private static readonly Dictionary<string, (string En, string Fr)> Known = new(StringComparer.Ordinal)
    {
        ["kW.h"] = ("kWh", "kWh"),
        ["W.h"] = ("Wh", "Wh"),
        ["MW.h"] = ("MWh", "MWh"),
        ["V.A"] = ("VA", "VA"),
        ["kV.A"] = ("kVA", "kVA"),
        ["Cel"] = ("°C", "°C"),
        ["[degF]"] = ("°F", "°F"),
        ["mm[Hg]"] = ("mmHg", "mmHg"),
        ["/min"] = ("per min", "par min"),
        ["{beats}/min"] = ("beats per min", "battements par min"),
        ["{breaths}/min"] = ("breaths per min", "respirations par min"),
        ["kg/m2"] = ("kg/m²", "kg/m²"),
        ["m3"] = ("m³", "m³"),
        ["m2"] = ("m²", "m²"),
        ["[lb_av]"] = ("lb", "lb"),
        ["[in_i]"] = ("in", "in"),
        ["[ft_i]"] = ("ft", "ft"),
        ["[oz_av]"] = ("oz", "oz"),
        ["[iU]"] = ("IU", "UI"),
        ["kg{CO2e}"] = ("kg CO₂e", "kg CO₂e"),
        ["kg{CO2e}/kW.h"] = ("kg CO₂e/kWh", "kg CO₂e/kWh"),
        ["g{CO2e}/kW.h"] = ("g CO₂e/kWh", "g CO₂e/kWh"),
        ["kg/kW.h"] = ("kg/kWh", "kg/kWh"),
        ["d"] = ("days", "jours"),
        ["mo"] = ("months", "mois"),
        ["a"] = ("years", "ans"),
        ["wk"] = ("weeks", "semaines"),
        ["By"] = ("bytes", "octets"),
    };

    public static string Shown(string unit, bool french)
    {
        if (Known.TryGetValue(unit, out var known))
        {
            return (french ? known.Fr : known.En).Replace(' ', '\u00a0');
        }

        var text = new StringBuilder(unit.Length);
        var inside = false;
        foreach (var c in unit)
        {
            // Braces hold a word about the unit and are no unit; brackets mark a customary one.
            inside = c == '{' || (inside && c != '}');
            if (!inside && c is not ('}' or '[' or ']'))
            {
                text.Append(c switch { '.' => '·', 'u' when text.Length == 0 && unit.Length > 1 => 'µ', _ => c });
            }
        }

        return text.Length == 0 ? unit.Trim('{', '}') : text.ToString();
    }
}
