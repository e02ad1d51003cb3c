namespace Aspire.Hosting.Execution;

/// <summary>Writes lines, with colour only where a person sees them and did not ask for none (<c>NO_COLOR</c>).</summary>
internal sealed class TerminalText
{
    private static readonly bool NoColor = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };

    private readonly bool _colourOut = !NoColor && !Console.IsOutputRedirected;
    private readonly bool _colourError = !NoColor && !Console.IsErrorRedirected;

    public static void Line(string text) => Console.Out.WriteLine(text);

    public string Link(string url) => Paint(url, "36", _colourOut);

    public string Good(string text) => Paint(text, "32", _colourOut);

    /// <summary>A message of three lines, the first one marked.</summary>
    public void Error(string message)
    {
        var end = message.IndexOf('\n') is var at and >= 0 ? at : message.Length;
        Console.Error.WriteLine($"{Paint("error:", "31", _colourError)} {message[..end]}{message[end..]}");
    }

    private static string Paint(string text, string colour, bool isColoured) => isColoured ? $"\e[{colour}m{text}\e[0m" : text;
}
