using System.Text;
using System.Xml;

namespace Hub.Sdk;

/// <summary>
/// Reads XML that strangers made, as a stream of which nothing may grow: document types are refused, so nothing expands and nothing is fetched; one node has a limit, so no
/// name, attribute or comment without end fills the memory; and so has the nesting.
/// </summary>
public sealed class ImportXml : IDisposable
{
    private const int MostDepth = 64;
    private readonly NodeGuard _text;

    /// <summary>Opens a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="encoding">As <see cref="ImportText.FindEncoding"/> found it; what the file declares is not looked at.</param>
    public ImportXml(ImportFile file, Encoding encoding)
        : this(ImportText.Open(file, encoding))
    {
    }

    /// <summary>Opens a text, for instance a part of an archive.</summary>
    /// <param name="text">The text; disposed of with this.</param>
    public ImportXml(TextReader text)
    {
        _text = new NodeGuard(text);
        Node = XmlReader.Create(_text, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersFromEntities = 1, IgnoreComments = true, IgnoreProcessingInstructions = true, IgnoreWhitespace = true });
    }

    /// <summary>The node that <see cref="Next"/> went to. Go on with <see cref="Next"/> alone: the limits are counted there.</summary>
    public XmlReader Node { get; }

    /// <summary>The line, from 1, where the reading stands.</summary>
    public int Line => ((IXmlLineInfo)Node).LineNumber;

    /// <summary>Goes to the next node; comments, processing instructions and space between elements are passed over.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="XmlException">The text breaks off, is no XML, or declares a document type.</exception>
    /// <exception cref="RunException">A limit was reached.</exception>
    public bool Next()
    {
        _text.Begin();
        var found = Node.Read();
        return Node.Depth <= MostDepth ? found : throw new RunException(Outcome.LimitExceeded, new Text(
            $"This file nests deeper than {MostDepth} levels at line {Line}, which no honest file does; the rest was not read.",
            $"Ce fichier est imbriqué sur plus de {MostDepth} niveaux à la ligne {Line}, ce qu'aucun fichier honnête ne fait\u202f; la suite n'a pas été lue."));
    }

    /// <summary>Closes the text.</summary>
    public void Dispose()
    {
        Node.Dispose();
        _text.Dispose();
    }

    /// <summary>Counts what is taken for one node, since the parser holds it whole.</summary>
    private sealed class NodeGuard(TextReader text) : TextReader
    {
        private const int MostCharacters = 4 * 1024 * 1024;
        private int _taken;

        public void Begin() => _taken = 0;

        public override int Read(char[] buffer, int index, int count)
        {
            var read = text.Read(buffer, index, count);
            _taken += read;
            return _taken <= MostCharacters ? read : throw new RunException(Outcome.LimitExceeded, new Text(
                "One element of this file is longer than 4 million characters, which no honest file needs; the rest was not read.",
                "Un élément de ce fichier dépasse 4 millions de caractères, ce dont aucun fichier honnête n'a besoin\u202f; la suite n'a pas été lue."));
        }

        public override int Read() => throw new NotSupportedException("Only blocks are read.");

        public override int Peek() => throw new NotSupportedException("Only blocks are read.");

        protected override void Dispose(bool disposing)
        {
            text.Dispose();
            base.Dispose(disposing);
        }
    }
}
