using System.Text;
using System.Text.Json;
using System.Xml;
using Hub.Plugins.GasFr.Json;
using Hub.Plugins.GasFr.Xlsx;
using Hub.Sdk;

namespace Hub.Plugins.GasFr;

/// <summary>Reads what GRDF gives of a gas meter: the spreadsheets of its customer area, and the answers of its services.</summary>
public sealed class GasFrConnector : IConnector
{
    public async Task ImportAsync(ConnectorContext context, ImportFile file, CancellationToken cancellationToken)
    {
        var saver = new GasSaver(context);
        try
        {
            await (IsZip(file) ? ReadSheetsAsync(context, file, saver, cancellationToken) : ReadAnswerAsync(file, saver, cancellationToken));
        }
        finally
        {
            await context.LogAsync($"{saver.Read} readings, {saver.Missing} of them without a value (missing, not counted as zero)");
        }
    }

    private static bool IsZip(ImportFile file)
    {
        using var content = file.Open();
        var head = new byte[4];
        return content.ReadAtLeast(head, 4, throwOnEndOfStream: false) == 4 && head is [(byte)'P', (byte)'K', 3, 4];
    }

    private static async Task ReadSheetsAsync(ConnectorContext context, ImportFile file, GasSaver saver, CancellationToken cancellationToken)
    {
        using var workbook = await Workbook.OpenAsync(file, cancellationToken);
        var isMine = false;
        try
        {
            var texts = workbook.ReadTexts();
            foreach (var sheet in workbook.OpenSheets())
            {
                isMine |= await new GasTable(context, saver).ReadAsync(new SheetReader(sheet, texts), cancellationToken);
            }
        }
        catch (Exception damaged) when (damaged is XmlException or InvalidDataException)
        {
            throw new RunException(saver.Read > 0 ? Outcome.Truncated : Outcome.NotMyFile, saver.Read > 0 ? Says.SheetBreaksOff(saver.Saved) : Says.NotMine);
        }

        if (!isMine)
        {
            throw new RunException(Outcome.NotMyFile, Says.NotMine);
        }
    }

    private static async Task ReadAnswerAsync(ImportFile file, GasSaver saver, CancellationToken cancellationToken)
    {
        var encoding = ImportText.FindEncoding(file);
        await using var stream = OpenUtf8(file, encoding);
        var tokens = new JsonTokens(stream);
        var answer = new AnswerReader(tokens);
        try
        {
            foreach (var reading in answer.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                await saver.AddAsync(reading);
            }
        }
        catch (JsonException) when (answer.IsGrdf)
        {
            throw new RunException(Outcome.Truncated, Says.BreaksOff(tokens.Line, saver.Saved));
        }
        catch (JsonException)
        {
            throw new RunException(Outcome.NotMyFile, Says.NotMine);
        }

        if (saver.Read == 0)
        {
            throw answer.IsGrdf ? new RunException(Outcome.ActionNeededAtHolder, Says.Refused) : new RunException(Outcome.NotMyFile, Says.NotMine);
        }
    }

    private static Stream OpenUtf8(ImportFile file, Encoding encoding) =>
        encoding is UTF8Encoding ? file.Open() : Encoding.CreateTranscodingStream(file.Open(), encoding, Encoding.UTF8);
}
