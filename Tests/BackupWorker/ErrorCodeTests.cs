using System.Reflection;
using Belfry.BackupWorker;
using Belfry.Storage;
using Belfry.Tests.Support;

namespace Belfry.Tests.BackupWorker;

public sealed class ErrorCodeTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "errors.md"));

    public static TheoryData<string> Codes =>
    [
        .. typeof(FaultCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(constant => (string)constant.GetRawConstantValue()!)
            .Concat(Enum.GetValues<StorageError>().Select(error => Faults.Of(new StorageException(error, "", "", "", "")).Code))
            .Distinct(),
    ];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Code_OfAnyFault_IsExplainedInTheDocument(string code) => Assert.Contains($"| `{code}` |", Document);

    [Theory]
    [InlineData(StorageError.ArchiveUnavailable, ExitCode.TargetUnreachable)]
    [InlineData(StorageError.ArchiveDamaged, ExitCode.VerificationFailed)]
    [InlineData(StorageError.VerificationFailed, ExitCode.VerificationFailed)]
    [InlineData(StorageError.DiskFull, ExitCode.Failed)]
    internal void Of_AStorageError_HasItsExitCode(StorageError error, ExitCode expected) =>
        Assert.Equal(expected, Faults.Of(new StorageException(error, "", "What.", "Why.", "Next.")).Exit);

    [Fact]
    public void Of_AnUnknownException_HasNoStackTrace()
    {
        var thrown = Assert.Throws<InvalidOperationException>(void () => throw new InvalidOperationException("odd"));

        Assert.Equal("InvalidOperationException: odd", Faults.Of(thrown).Why);
    }
}
