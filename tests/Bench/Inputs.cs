using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Bench;

/// <summary>The yardstick's records as the hub's types and as the holders' files, with the same values.</summary>
internal static class Inputs
{
    /// <summary>Request bodies of <paramref name="size"/> lines for the yardstick, and the same records by type for the hub.</summary>
    public static (List<byte[]> Raw, List<(string Type, byte[] Body)> Hub) Bodies(string records, int size)
    {
        var raw = new List<byte[]>();
        var hub = new List<(string, byte[])>();
        var lines = new StringBuilder();
        var count = 0;
        var byType = new Dictionary<string, (StringBuilder Text, int Count)> { ["bank.operation"] = (new(), 0), ["energy.consumption"] = (new(), 0) };
        foreach (var line in File.ReadLines(records))
        {
            lines.Append(line).Append('\n');
            if (++count % size == 0)
            {
                raw.Add(Take(lines));
            }

            var (type, item) = Convert(line);
            var (text, n) = byType[type];
            text.Append(item).Append('\n');
            byType[type] = (text, n + 1);
            if (n + 1 == size)
            {
                hub.Add((type, Take(text)));
                byType[type] = (text, 0);
            }
        }

        return (raw, hub);
    }

    /// <summary>A load curve of half-hours as the grid operator exports it.</summary>
    public static void WriteLoadCurve(string path, int rows)
    {
        using var file = new StreamWriter(path);
        file.Write("Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite;Pas en minutes\n");
        file.Write("12345678901234;Courbe de charge;01/01/2000;01/01/2060;Energie active;Consommation;Comptage Brut;W;30\nHorodate;Valeur\n");
        var random = new Random(20240229);
        for (var i = 1; i <= rows; i++)
        {
            file.Write(string.Create(CultureInfo.InvariantCulture, $"{new DateTime(2000, 1, 1).AddMinutes(30.0 * i):yyyy-MM-ddTHH:mm:ss}+01:00;{random.Next(200, 4000)}\n"));
        }
    }

    /// <summary>A statement of operations with random references.</summary>
    public static void WriteStatement(string path, int rows)
    {
        using var file = new StreamWriter(path);
        file.Write("OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:UTF-8\nCHARSET:NONE\nCOMPRESSION:NONE\nOLDFILEUID:NONE\nNEWFILEUID:NONE\n\n");
        file.Write("<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20260101<LANGUAGE>FRA</SONRS></SIGNONMSGSRSV1>\n");
        file.Write("<BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>30001<ACCTID>00012345678<ACCTTYPE>CHECKING</BANKACCTFROM>\n");
        file.Write("<BANKTRANLIST><DTSTART>20000101<DTEND>20251231\n");
        var random = new Random(20240229);
        for (var i = 0; i < rows; i++)
        {
            var cents = random.Next(-15000, 15000);
            file.Write(string.Create(CultureInfo.InvariantCulture, $"<STMTTRN><TRNTYPE>{(cents < 0 ? "DEBIT" : "CREDIT")}<DTPOSTED>{new DateTime(2000, 1, 1).AddHours(i / 6):yyyyMMdd}<TRNAMT>{cents / 100m:0.00}<FITID>{random.NextInt64():x16}<NAME>CARTE BOULANGERIE {random.Next(100)}<MEMO>Achat {i}</STMTTRN>\n"));
        }

        file.Write("</BANKTRANLIST><LEDGERBAL><BALAMT>100.00<DTASOF>20251231</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n");
    }

    /// <summary>A bank's message of entries, every second one with a transaction below it.</summary>
    public static void WriteCamt(string path, int rows)
    {
        using var file = new StreamWriter(path);
        file.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt><Id>1</Id><Acct><Id><IBAN>FR7630001007941234567890185</IBAN></Id><Ccy>EUR</Ccy></Acct>\n");
        var random = new Random(20240229);
        for (var i = 0; i < rows; i++)
        {
            var cents = random.Next(-15000, 15000);
            file.Write(string.Create(CultureInfo.InvariantCulture, $"<Ntry><Amt Ccy=\"EUR\">{Math.Abs(cents) / 100m:0.00}</Amt><CdtDbtInd>{(cents < 0 ? "DBIT" : "CRDT")}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{new DateTime(2000, 1, 1).AddHours(i / 6):yyyy-MM-dd}</Dt></BookgDt><AcctSvcrRef>{random.NextInt64():x16}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>CCRD</Cd><SubFmlyCd>POSD</SubFmlyCd></Fmly></Domn></BkTxCd>"));
            file.Write(i % 2 == 0 ? string.Create(CultureInfo.InvariantCulture, $"<NtryDtls><TxDtls><Refs><EndToEndId>E{i}</EndToEndId></Refs><RltdPties><Cdtr><Pty><Nm>Boulangerie {random.Next(100)}</Nm></Pty></Cdtr></RltdPties><RmtInf><Ustrd>Achat {i}</Ustrd></RmtInf></TxDtls></NtryDtls>") : "");
            file.Write(string.Create(CultureInfo.InvariantCulture, $"<AddtlNtryInf>CARTE BOULANGERIE {random.Next(100)}</AddtlNtryInf></Ntry>\n"));
        }

        file.Write("</Stmt></BkToCstmrStmt></Document>\n");
    }

    /// <summary>A SWIFT statement with a German bank's numbered details.</summary>
    public static void WriteMt940(string path, int rows)
    {
        using var file = new StreamWriter(path);
        file.Write(":20:STARTUMS\r\n:25:10020030/1234567890\r\n:28C:1/1\r\n");
        var random = new Random(20240229);
        for (var i = 0; i < rows; i++)
        {
            var cents = random.Next(-15000, 15000);
            var day = new DateTime(2000, 1, 1).AddHours(i / 6);
            file.Write(string.Create(CultureInfo.InvariantCulture, $":61:{day:yyMMddMMdd}{(cents < 0 ? 'D' : 'C')}R{Math.Abs(cents) / 100},{Math.Abs(cents) % 100:00}NMSCNONREF//{random.NextInt64(1_000_000_000_000_000):0000000000000000}\r\n:86:106?00KARTENZAHLUNG?20EREF+E{i}?21SVWZ+Einkauf {i}?30EXMPDEFFXXX?32BAECKEREI {random.Next(100)}\r\n"));
        }

        file.Write(":62F:C251231EUR100,00\r\n-\r\n");
    }

    private static (string Type, string Item) Convert(string line)
    {
        using var json = JsonDocument.Parse(line);
        var from = json.RootElement;
        var time = from.GetProperty("time").GetString()!;
        return from.GetProperty("doctype").ValueEquals("bank.operation")
            ? ("bank.operation", $$"""{"data":{"account":"{{from.GetProperty("account").GetString()}}","amount":{{from.GetProperty("value").GetRawText()}},"bankReference":"{{from.GetProperty("vendorId").GetString()}}","bookingDate":"{{time[..10]}}","category":"{{from.GetProperty("category").GetString()}}","currency":"EUR","label":"{{from.GetProperty("label").GetString()}}","reference":"{{from.GetProperty("id").GetString()}}"}""" + "}")
            : ("energy.consumption", $$"""{"data":{"commodity":"electricity","direction":"delivered","duration":1800,"energy":{{from.GetProperty("value").GetRawText()}},"quality":"{{from.GetProperty("quality").GetString()}}","series":"load-curve","start":"{{time}}","usagePoint":"{{from.GetProperty("point").GetString()}}"}""" + "}");
    }

    private static byte[] Take(StringBuilder text)
    {
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        text.Clear();
        return bytes;
    }
}
