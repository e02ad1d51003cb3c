namespace Belfry.BackupWorker;

/// <summary>Completes a command of <c>belfry</c>, such as <c>list</c>, to a line that works where the person is.</summary>
internal delegate string Suggest(string command);

/// <summary>What the service suggests: beside it the command line needs no options.</summary>
internal static class Suggestions
{
    public static string Plain(string command) => $"belfry {command}";
}
