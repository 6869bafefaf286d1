using System.Text;

namespace Hub.Core.Notices;

/// <summary>One message, made for one person, before a channel dresses it.</summary>
/// <param name="Id">The same at every attempt.</param>
/// <param name="Link">Where to go in the hub.</param>
public sealed record NoticeMessage(string Id, bool IsUrgent, string Title, IReadOnlyList<NoticeItem> Items, string Link, string Footer, string Language, DateTimeOffset At)
{
    /// <summary>As lines for a person. Short when there is one thing to say.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        foreach (var item in Items)
        {
            text.Append(Items.Count > 1 ? "- " : "").Append(item.Line).Append('\n').Append(Items.Count > 1 ? "  " : "").Append(item.Link).Append("\n\n");
        }

        return text.ToString().TrimEnd();
    }
}

/// <param name="Kind">Null in a test.</param>
/// <param name="Source">Its name, only where the person wants it named.</param>
public sealed record NoticeItem(NoticeKind? Kind, string Line, string Link, DateTimeOffset Since, string? Source);
