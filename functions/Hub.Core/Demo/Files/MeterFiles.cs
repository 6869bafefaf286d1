using System.Text;

namespace Hub.Core.Demo.Files;

/// <summary>Readings as the networks give them: the load curve of Enedis, the daily answer of GRDF, an ESPI feed.</summary>
internal static class MeterFiles
{
    // Numbers that no meter has.
    private const string ElectricityPoint = "00000000000099", GasPoint = "00000000000098", WaterPoint = "DEMO-EAU";
    private const decimal KilowattHoursPerCubicMetre = 11.2m;

    public static string Electricity(Household home)
    {
        var text = new StringBuilder();
        text.Append("Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite;Pas en minutes\n");
        text.Append(DemoFiles.Invariant($"{ElectricityPoint};Courbe de charge;{home.First:dd'/'MM'/'yyyy};{home.Through.AddDays(1):dd'/'MM'/'yyyy};Energie active;Consommation;Comptage Brut;W;\nHorodate;Valeur\n"));
        foreach (var reading in home.Electricity)
        {
            text.Append(DemoFiles.Invariant($"{reading.End:yyyy-MM-dd'T'HH:mm:sszzz};{reading.Watts}\n"));
        }

        return text.ToString();
    }

    public static string Gas(Household home)
    {
        // GRDF writes the local clock with a false offset behind it.
        var readings = home.Gas.Select(reading => DemoFiles.Invariant(
            $$"""{ "journeeGaziere": "{{reading.Day:yyyy-MM-dd}}", "dateDebutReleve": "{{reading.Day:yyyy-MM-dd}}T06:00:00+00:00", "dateFinReleve": "{{reading.Day.AddDays(1):yyyy-MM-dd}}T06:00:00+00:00", "energieConsomme": {{reading.Amount}}, "volumeBrutConsomme": {{Math.Round(reading.Amount / KilowattHoursPerCubicMetre, 2)}}, "coeffConversion": {{KilowattHoursPerCubicMetre}}, "natureReleve": "Informative Journalier", "qualificationReleve": "Mesuré" }"""));
        return DemoFiles.Invariant($$"""{ "{{GasPoint}}": { "idPce": "{{GasPoint}}", "frequence": null, "releves": [{{"\n"}}{{string.Join(",\n", readings)}}{{"\n"}}] } }""") + "\n";
    }

    public static string Water(Household home)
    {
        const string Point = "RetailCustomer/demo/UsagePoint/" + WaterPoint;
        var text = new StringBuilder();
        text.Append($"""
            <?xml version="1.0" encoding="UTF-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom">
            <title>Eaux de Port-Exemple</title>
            <entry><link rel="self" href="{Point}"/><content><UsagePoint xmlns="http://naesb.org/espi"><ServiceCategory><kind>2</kind></ServiceCategory></UsagePoint></content></entry>
            <entry><link rel="self" href="{Point}/MeterReading/1"/><link rel="related" href="ReadingType/1"/><content><MeterReading xmlns="http://naesb.org/espi"/></content></entry>
            <entry><link rel="self" href="ReadingType/1"/><content><ReadingType xmlns="http://naesb.org/espi"><commodity>9</commodity><powerOfTenMultiplier>-3</powerOfTenMultiplier><uom>42</uom></ReadingType></content></entry>
            <entry><link rel="self" href="{Point}/MeterReading/1/IntervalBlock/1"/><content><IntervalBlock xmlns="http://naesb.org/espi">

            """.ReplaceLineEndings("\n"));
        foreach (var reading in home.Water)
        {
            var start = Household.Midnight(reading.Day).ToUnixTimeSeconds();
            var duration = Household.Midnight(reading.Day.AddDays(1)).ToUnixTimeSeconds() - start;
            text.Append(DemoFiles.Invariant($"<IntervalReading><timePeriod><duration>{duration}</duration><start>{start}</start></timePeriod><value>{reading.Amount}</value></IntervalReading>\n"));
        }

        return text.Append("</IntervalBlock></content></entry>\n</feed>\n").ToString();
    }
}
