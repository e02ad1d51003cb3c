using System.CommandLine;
using Belfry.BackupWorker.Doctor;
using Belfry.BackupWorker.Documents;

namespace Belfry.BackupWorker.Commands;

/// <summary><c>belfry doctor</c>: looks at everything that protection rests on, and says what to do. It changes nothing.</summary>
internal static class DoctorCommand
{
    private static readonly string[] Headings = ["CHECK", "STATE", "FOUND"];

    public static Command Create()
    {
        var command = new Command("doctor", "Look at the database, the archive, disks and clocks, and say what to do. Exit code 0 means no problem.")
        {
            SharedOptions.Database,
            SharedOptions.Archive,
            SharedOptions.KeyFile,
            SharedOptions.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellation)
    {
        var healthy = true;
        await EachDatabase.ShowAsync(
            line,
            async locations =>
            {
                var document = DoctorDocument.Of(await new Examination(locations).RunAsync(cancellation));
                healthy &= document.Healthy;
                return (document, null);
            },
            (document, _) => Show(document),
            DocumentJson.Default.DoctorDocument,
            DocumentJson.Default.EachDocumentDoctorDocument,
            cancellation);
        return (int)(healthy ? ExitCode.Done : ExitCode.Failed);
    }

    private static void Show(DoctorDocument document)
    {
        Terminal.Table(Headings, [.. document.Findings.Select(finding => (string[])[finding.Check, finding.State, finding.What])]);
        foreach (var finding in document.Findings.Where(finding => finding.Next is not null))
        {
            Terminal.Line($"{finding.Check}: {finding.Next}");
        }
    }
}
