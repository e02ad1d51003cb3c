using Belfry.Tests.Support;

namespace Belfry.Tests.BackupWorker;

/// <summary>What real shells propose once they were taught.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("belfry re", "restore")]
    [InlineData("belfry restore --in", "--in-place")]
    [InlineData("belfry completion f", "fish")]
    public async Task Bash_AsksTheProgram(string typed, string expected)
    {
        var answer = await RunAsync(
            "bash",
            "-c",
            $$"""
            belfry() { dotnet '{{BelfryProgram.Assembly}}' "$@"; }
            eval "$(belfry completion bash)"
            COMP_LINE='{{typed}}'; COMP_POINT=${#COMP_LINE}; COMP_WORDS=($COMP_LINE); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _belfry
            printf '%s\n' "${COMPREPLY[@]}"
            """);

        Assert.Contains(expected, answer.Output.Split('\n'));
    }

    /// <summary>A line is typed at a terminal and completed with the tabulator; the completed line then runs.</summary>
    [Theory]
    [InlineData("belfry resto", "restore")]
    [InlineData("belfry restore --in", "restore --in-place")]
    [InlineData("belfry completion f", "completion fish")]
    public async Task Zsh_CompletesWhatIsTyped(string typed, string expected)
    {
        var answer = await RunAsync(
            "zsh",
            "-fc",
            $$"""
            zmodload zsh/zpty
            zpty terminal zsh -fi
            zpty -w terminal 'autoload -Uz compinit; compinit -D'
            zpty -w terminal 'belfry() { dotnet {{BelfryProgram.Assembly}} "$@" }'
            zpty -w terminal 'eval "$(belfry completion zsh)"'
            zpty -w terminal 'belfry() { if [[ $1 == "[suggest"* ]] { dotnet {{BelfryProgram.Assembly}} "$@" } else { print -r -- "<$*>" } }'
            zpty -w terminal '{{typed}}'$'\t'
            zpty -w terminal 'exit'
            zpty -r terminal shown '*<{{expected}}>*'
            print -r -- $shown
            """);

        Assert.Contains($"<{expected}>", answer.Output);
    }

    [Theory]
    [InlineData("belfry re", "restore")]
    [InlineData("belfry restore --in", "--in-place")]
    [InlineData("belfry completion z", "zsh")]
    public async Task Fish_ProposesWhatTheProgramSays(string typed, string expected)
    {
        var answer = await RunAsync(
            "fish",
            "--no-config",
            "-c",
            $"""
            function belfry; dotnet '{BelfryProgram.Assembly}' $argv; end
            belfry completion fish | source
            complete --do-complete '{typed}'
            """);

        Assert.Contains(expected, answer.Output.Split('\n').Select(line => line.Split('\t')[0]));
    }

    private static Task<Answer> RunAsync(string shell, params string[] arguments)
    {
        var info = BelfryProgram.StartInfo(Path.GetTempPath());
        info.FileName = Prerequisite.FindProgram(shell) ?? Prerequisite.Missing($"The shell {shell} is not installed", $"sudo apt-get install {shell}");
        info.ArgumentList.Clear();
        foreach (var argument in arguments)
        {
            info.ArgumentList.Add(argument);
        }

        return BelfryProgram.RunAsync(info);
    }
}
