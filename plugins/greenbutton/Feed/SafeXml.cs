using System.Text;
using System.Xml;
using Hub.Sdk;

namespace Hub.Plugins.GreenButton.Feed;

/// <summary>
/// XML as a stream of which nothing may grow: document types are refused, so nothing expands; one node has a limit, so none fills the memory; so has the
/// nesting.
/// </summary>
internal sealed class SafeXml : IDisposable
{
    private const int MostDepth = 64;
    private readonly NodeGuard _text;
    private readonly XmlReader _xml;

    public SafeXml(ImportFile file, Encoding encoding)
    {
        _text = new NodeGuard(ImportText.Open(file, encoding));
        _xml = XmlReader.Create(_text, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersFromEntities = 1, IgnoreComments = true, IgnoreProcessingInstructions = true, IgnoreWhitespace = true });
    }

    public XmlReader Node => _xml;

    /// <summary>The line, from 1, where the reading stands.</summary>
    public int Line => ((IXmlLineInfo)_xml).LineNumber;

    /// <summary>Goes to the next node.</summary>
    /// <exception cref="XmlException">The text breaks off, or is no XML.</exception>
    /// <exception cref="RunException">A limit was reached.</exception>
    public bool Next()
    {
        _text.Begin();
        var found = _xml.Read();
        return _xml.Depth <= MostDepth ? found : throw new RunException(Outcome.LimitExceeded, new Text(
            $"This file nests deeper than {MostDepth} levels at line {Line}, which no meter's file does; the rest was not read.",
            $"Ce fichier est imbriqué sur plus de {MostDepth} niveaux à la ligne {Line}, ce qu'aucun fichier de compteur ne fait\u202f; la suite n'a pas été lue."));
    }

    public void Dispose()
    {
        _xml.Dispose();
        _text.Dispose();
    }

    /// <summary>Counts what is taken for one node: a name, an attribute or a comment without end is held whole by the parser.</summary>
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
                "One element of this file is longer than 4 million characters, which no meter's file needs; the rest was not read.",
                "Un élément de ce fichier dépasse 4 millions de caractères, ce dont aucun fichier de compteur n'a besoin\u202f; la suite n'a pas été lue."));
        }

        public override int Read() => throw new NotSupportedException("Only blocks are read.");

        public override int Peek() => throw new NotSupportedException("Only blocks are read.");

        protected override void Dispose(bool disposing) => text.Dispose();
    }
}
