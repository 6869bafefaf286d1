namespace Lacking.Library;

public static class Answers
{
    public static string Give() => "there";
}
