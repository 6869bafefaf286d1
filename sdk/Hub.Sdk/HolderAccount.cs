namespace Hub.Sdk;

/// <summary>A person's account at a holder, as the holder names it.</summary>
/// <param name="Id">What tells it from others for ever: a customer or contract number, at most 200 characters. The hub keeps it and shows it to nobody else.</param>
/// <param name="Label">What the person recognises it by, at most 200 characters.</param>
public sealed record HolderAccount(string Id, string Label);
