using Hub.Sdk;
using Microsoft.AspNetCore.Components;

namespace Hub.Web.Components;

/// <summary>What every component of the pages has at hand: the visitor's language and formats.</summary>
public abstract class PageComponent : ComponentBase
{
    [CascadingParameter]
    public PageContext Context { get; set; } = default!;

    protected Formats Format => Context.Format;

    protected string L(string en, string fr) => Context.L(en, fr);

    protected string L(Text text) => Context.L(text);
}
