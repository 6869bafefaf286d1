using Hub.Core.Runs;

namespace Hub.Web.Views;

public sealed record RestoreModel(FormModel Form);

/// <param name="FileName">Null when the archive is not there any more: it was put back, or left for more than a day.</param>
public sealed record RestorePreviewModel(Run Run, string? FileName)
{
    public RestoreView? Restore { get; init; }

    public bool IsUnderstood => Run.State is RunState.Succeeded or RunState.Partial;
}
