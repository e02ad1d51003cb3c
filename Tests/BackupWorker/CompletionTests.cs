namespace Belfry.Tests.BackupWorker;

/// <summary>What a real shell proposes once it was taught.</summary>
public sealed class CompletionTests
{
    private const string Bash = "/bin/bash";

    [Theory]
    [InlineData("belfry re", "restore")]
    [InlineData("belfry restore --in", "--in-place")]
    [InlineData("belfry completion f", "fish")]
    public async Task Bash_AsksTheProgram(string typed, string expected)
    {
        Assert.SkipUnless(File.Exists(Bash), "There is no bash here.");
        var info = BelfryProgram.StartInfo(Path.GetTempPath());
        info.FileName = Bash;
        info.ArgumentList.Clear();
        info.ArgumentList.Add("-c");
        info.ArgumentList.Add(
            $$"""
            belfry() { dotnet '{{BelfryProgram.Assembly}}' "$@"; }
            eval "$(belfry completion bash)"
            COMP_LINE='{{typed}}'; COMP_POINT=${#COMP_LINE}; COMP_WORDS=($COMP_LINE); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _belfry
            printf '%s\n' "${COMPREPLY[@]}"
            """);

        var answer = await BelfryProgram.RunAsync(info);

        Assert.Contains(expected, answer.Output.Split('\n'));
    }
}
