using System.CommandLine;

namespace Belfry.BackupWorker.Commands;

/// <summary><c>belfry completion</c>: the lines that teach a shell to complete this program's words, which it asks for as they are typed.</summary>
internal static class CompletionCommand
{
    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["bash"] =
            """
            _belfry() {
              local IFS=$'\n'
              COMPREPLY=($(compgen -W "$(belfry "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _belfry belfry
            """,
        ["zsh"] =
            """
            _belfry() {
              local line="${(j: :)words[1,CURRENT]}"
              local -a proposed
              proposed=("${(@f)$(belfry "[suggest:${#line}]" "$line" 2>/dev/null)}")
              compadd -- $proposed || _files
            }
            compdef _belfry belfry
            """,
        ["fish"] =
            """
            complete -c belfry -a '(belfry "[suggest:"(string length -- (commandline -cp))"]" (commandline -cp) 2>/dev/null)'
            """,
    };

    private static readonly Argument<string> Shell = new("shell") { Description = "bash, zsh or fish." };

    public static Command Create()
    {
        Shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new Command("completion", "Print what teaches a shell to complete belfry's words: eval \"$(belfry completion bash)\"") { Shell };
        command.SetAction(line => Terminal.Line(Scripts[line.GetRequiredValue(Shell)]));
        return command;
    }
}
