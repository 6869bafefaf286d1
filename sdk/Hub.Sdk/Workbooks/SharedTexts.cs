using System.Text;
using System.Xml;

namespace Hub.Sdk.Workbooks;

/// <summary>Reads the table of texts of a spreadsheet, up to a limit.</summary>
internal static class SharedTexts
{
    private const int MostCharacters = 8 * 1024 * 1024, MostTexts = 1_000_000;

    public static IReadOnlyList<string> Read(ImportXml xml)
    {
        var texts = new List<string>();
        var text = new StringBuilder();
        var (characters, isPhonetic) = (0, false);
        while (xml.Next())
        {
            switch (xml.Node.NodeType)
            {
                case XmlNodeType.Element when xml.Node.LocalName == "rPh":
                    isPhonetic = !xml.Node.IsEmptyElement;
                    break;
                case XmlNodeType.Element when xml.Node is { LocalName: "si", IsEmptyElement: true }:
                    texts.Add("");
                    break;
                case XmlNodeType.EndElement when xml.Node.LocalName == "rPh":
                    isPhonetic = false;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace when !isPhonetic:
                    text.Append(xml.Node.Value);
                    characters += xml.Node.Value.Length;
                    break;
                case XmlNodeType.EndElement when xml.Node.LocalName == "si":
                    texts.Add(text.ToString());
                    text.Clear();
                    break;
            }

            if (characters > MostCharacters || texts.Count > MostTexts)
            {
                throw new RunException(Outcome.LimitExceeded, WorkbookFaults.TooLarge);
            }
        }

        return texts;
    }
}
