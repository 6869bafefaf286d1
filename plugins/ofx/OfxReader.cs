using Hub.Sdk;

namespace Hub.Plugins.Ofx;

/// <summary>Reads the aggregates of an OFX text one after the other: each is told when it opens and when it closes, complete with its leaves.</summary>
internal sealed class OfxReader(TextReader text, OfxHeader header)
{
    private const int Deepest = 32;
    private readonly OfxTokenizer _tokens = new(text);

    /// <summary>Whether the text broke off before the end of its root.</summary>
    public bool Truncated { get; private set; }

    public int Line => _tokens.Line;

    public IEnumerable<(OfxBlock Block, bool Closed)> Read()
    {
        OfxBlock? open = null;
        var begun = false;
        while (_tokens.Next() is { } token)
        {
            if (!begun)
            {
                begun = token is { Name: OfxTags.Root, Closes: false } ? true : throw NotOfx();
            }

            // None of them holds another of its own kind: an opening tag also closes one that was left open.
            var ends = token.Closes || (open?.Name == token.Name && token.Text.Length == 0);
            var last = ends ? open?.Find(token.Name) : null;
            while (last is not null)
            {
                var done = open!;
                if (OfxTags.Folded.Contains(done.Name))
                {
                    done.Fold();
                }

                open = done.Parent;
                yield return (done, true);
                last = ReferenceEquals(done, last) ? null : last;
            }

            if (token.Closes)
            {
                continue;
            }

            if (token.Text.Length > 0 || !OfxTags.IsAggregate(token.Name))
            {
                open?.Set(token.Name, token.Text);
                continue;
            }

            open = new OfxBlock(token.Name, open, token.Line);
            if (open.Depth > Deepest)
            {
                throw new RunException(Outcome.NotMyFile, new Text(
                    $"Line {token.Line}: tags stand {Deepest} deep in each other, which no statement needs; the file was not read.",
                    $"Ligne {token.Line}\u00a0: les balises s'emboîtent sur plus de {Deepest} niveaux, ce qu'aucun relevé ne demande\u202f; le fichier n'a pas été lu."));
            }

            yield return (open, false);
        }

        Truncated = open is not null || _tokens.BrokeOff || !begun;
        if (!begun && !header.Found)
        {
            throw NotOfx();
        }
    }

    private static RunException NotOfx() => new(Outcome.NotMyFile, new Text(
        "This is not an OFX statement: it does not begin with <OFX>.",
        "Ce fichier n'est pas un relevé OFX\u00a0: il ne commence pas par <OFX>."));
}
