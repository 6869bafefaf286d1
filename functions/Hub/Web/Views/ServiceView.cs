namespace Hub.Web.Views;

/// <summary>An application as the catalogue shows it.</summary>
public sealed record ServiceView(string Id, string Name, string Summary, string Publisher, bool IsGranted, string? Needs)
{
    public string Address => IsGranted ? "/services/" + Id : $"/services/{Id}/consent";
}
