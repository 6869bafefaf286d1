using Hub.Core.Notices;
using Hub.Core.Records;
using Hub.Core.Runs;

namespace Hub.Web.Views;

/// <param name="Said">What was just done.</param>
public sealed record SettingsModel(FormModel Form, IReadOnlyList<ChoiceModel> Zones, string Zone, string? Said = null);

/// <summary>The person's own record, as a form generated from its type.</summary>
public sealed record ProfileModel(RecordType Type, FormModel Form, string? Said = null);

/// <param name="Passkeys">Names of those that open the account too.</param>
/// <param name="Tokens">Names of those that open the account too.</param>
public sealed record SecurityModel(FormModel Form, int CodesLeft, string? Said = null, IReadOnlyList<string>? Passkeys = null, IReadOnlyList<string>? Tokens = null, IReadOnlyList<string>? Others = null);

public sealed record TokensModel
{
    public required IReadOnlyList<TokenView> Tokens { get; init; }

    /// <summary>A secret just made: shown once.</summary>
    public string? Secret { get; init; }

    public FormModel Form { get; init; } = new();
}

public sealed record TokenView(string Id, string Label, string May, string Created, string Until);

/// <param name="HasMailServer">Whether the admin set one.</param>
/// <param name="Said">What was just done.</param>
/// <param name="Failed">Why a test was not sent.</param>
public sealed record NoticesModel(FormModel Form, NoticeSettings Settings, ChannelState State, bool HasMailServer, string? Said = null, string? Failed = null);

public sealed record LeaveModel
{
    /// <summary>What the person has to type to erase.</summary>
    public required string Name { get; init; }

    public required string Records { get; init; }

    public required string Files { get; init; }

    public IReadOnlyList<ExportView> Exports { get; init; } = [];

    public Run? Running { get; init; }

    public FormModel Form { get; init; } = new();
}

public sealed record ExportView(string Title, string Under, string? Address);

/// <summary>What was erased, for the person to keep.</summary>
public sealed record ReceiptModel(string Name, IReadOnlyList<string> Lines);
