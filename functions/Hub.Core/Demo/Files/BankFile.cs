using System.Text;

namespace Hub.Core.Demo.Files;

/// <summary>The account's statement, in OFX.</summary>
internal static class BankFile
{
    public static string Write(Household home)
    {
        var text = new StringBuilder();
        text.Append("OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:USASCII\nCHARSET:1252\nCOMPRESSION:NONE\nOLDFILEUID:NONE\nNEWFILEUID:NONE\n\n<OFX>\n");
        text.Append(DemoFiles.Invariant($"<SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>{home.Through:yyyyMMdd}<LANGUAGE>FRA<FI><ORG>Banque du Port-Exemple</FI></SONRS></SIGNONMSGSRSV1>\n"));
        text.Append("<BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS>\n");
        text.Append(DemoFiles.Invariant($"<STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>99999<BRANCHID>00001<ACCTID>{Money.Account}<ACCTTYPE>CHECKING</BANKACCTFROM>\n<BANKTRANLIST><DTSTART>{home.First:yyyyMMdd}<DTEND>{home.Through:yyyyMMdd}\n"));
        for (var i = 0; i < home.Operations.Count; i++)
        {
            var operation = home.Operations[i];
            text.Append(DemoFiles.Invariant($"<STMTTRN><TRNTYPE>{operation.Kind}<DTPOSTED>{operation.Day:yyyyMMdd}<TRNAMT>{operation.Amount:0.00}<FITID>D{operation.Day:yyyyMMdd}-{i + 1:0000}<NAME>{operation.Label}<MEMO>{operation.Memo}</STMTTRN>\n"));
        }

        text.Append(DemoFiles.Invariant($"</BANKTRANLIST><LEDGERBAL><BALAMT>{home.Balance:0.00}<DTASOF>{home.Through:yyyyMMdd}</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1>\n</OFX>\n"));
        return text.ToString();
    }
}
