using Belfry.BackupWorker.Notices;

namespace Belfry.BackupWorker.Documents;

/// <summary>The newest notices since the start of the service, newest first, whether or not anybody was told.</summary>
internal sealed record NoticeListDocument(IReadOnlyList<Notice> Notices);
