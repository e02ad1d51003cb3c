namespace Aspire.Hosting.Execution;

/// <summary>Finds the file of a command the way a shell does, to say what is missing before the operating system says less.</summary>
internal static class CommandFinder
{
    public static string Find(string resource, string command, string folder, IReadOnlyDictionary<string, string> environment)
    {
        if (command.Contains('/') || (OperatingSystem.IsWindows() && command.Contains('\\')))
        {
            var path = Path.GetFullPath(Path.Combine(folder, command));
            return File.Exists(path) ? path : throw DistributedApplicationException.Of(
                $"The resource '{resource}' cannot start.",
                $"The program {path} does not exist.",
                "Correct the path in the AppHost, or build the program first.");
        }

        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat"] : [""];
        var candidates =
            from directory in environment.GetValueOrDefault("PATH", "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            from ending in endings
            let path = Path.Combine(directory, command + ending)
            where IsProgram(path)
            select path;
        return candidates.FirstOrDefault() ?? throw DistributedApplicationException.Of(
            $"The resource '{resource}' cannot start.",
            $"The program '{command}' was not found in PATH.",
            command switch
            {
                "npm" or "node" => "Install Node.js 20 or later (https://nodejs.org), open a new terminal, and run again.",
                "yarn" => "Run: corepack enable yarn   (or: npm install --global yarn)",
                "pnpm" => "Run: corepack enable pnpm   (or: npm install --global pnpm)",
                "bun" => "Install Bun (https://bun.sh), open a new terminal, and run again.",
                _ => $"Install '{command}', or give its full path in the AppHost.",
            });
    }

    private static bool IsProgram(string path) => File.Exists(path) && (OperatingSystem.IsWindows() ||
        (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
