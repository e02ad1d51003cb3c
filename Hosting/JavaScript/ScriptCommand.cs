using System.Buffers;
using System.Text.Json;

namespace Aspire.Hosting.JavaScript;

/// <summary>
/// Turns a script of <c>package.json</c> into a command line. A script that is a plain call of a local program written in JavaScript
/// (<c>vite</c>, <c>vite --host</c>) is started by Node itself, which saves the start of npm and of a shell; any other runs through the package
/// manager.
/// </summary>
internal static class ScriptCommand
{
    private static readonly SearchValues<char> ShellCharacters = SearchValues.Create("&|;<>()$`\\\"'*?[]#~=%!{}\n");

    public static (string Command, IReadOnlyList<string> Args) For(JavaScriptAppResource app, IReadOnlyList<string> args)
    {
        if (!app.TryGetLastAnnotation<JavaScriptRunScriptAnnotation>(out var script) ||
            !app.TryGetLastAnnotation<JavaScriptPackageManagerAnnotation>(out var manager))
        {
            return (app.Command, args);
        }

        args = [.. script.Args, .. args];
        if (manager.ExecutableName != "bun" && DirectCall(app.WorkingDirectory, script.ScriptName) is { } direct)
        {
            return ("node", [.. direct, .. args]);
        }

        string[] run = manager.ScriptCommand is { } word ? [word, script.ScriptName] : [script.ScriptName];
        string[] separator = args.Count > 0 && manager.CommandSeparator is { } dashes ? [dashes] : [];
        return (manager.ExecutableName, [.. run, .. separator, .. args]);
    }

    private static string[]? DirectCall(string folder, string script)
    {
        if (Scripts(folder) is not { } scripts || scripts.ContainsKey($"pre{script}") || scripts.ContainsKey($"post{script}") ||
            !scripts.TryGetValue(script, out var line) || line.AsSpan().ContainsAny(ShellCharacters))
        {
            return null;
        }

        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var link = words.Length > 0 ? new FileInfo(Path.Combine(folder, "node_modules", ".bin", words[0])) : null;
        return link is { Exists: true } && link.ResolveLinkTarget(returnFinalTarget: true) is { Extension: ".js" or ".mjs" or ".cjs", Exists: true } program
            ? [program.FullName, .. words[1..]]
            : null;
    }

    private static Dictionary<string, string>? Scripts(string folder)
    {
        var path = Path.Combine(folder, "package.json");
        if (!File.Exists(path))
        {
            return null;
        }

        using var package = JsonDocument.Parse(File.ReadAllBytes(path));
        return package.RootElement.TryGetProperty("scripts", out var scripts)
            ? scripts.EnumerateObject().ToDictionary(s => s.Name, s => s.Value.GetString() ?? "")
            : null;
    }
}
