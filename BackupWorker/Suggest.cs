namespace Belfry.BackupWorker;

/// <summary>Completes a command of <c>belfry</c>, such as <c>list</c>, to a line that works where the person is.</summary>
internal delegate string Suggest(string command);
