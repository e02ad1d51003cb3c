using System.Text.Json.Serialization;

namespace Belfry.BackupWorker.Documents;

/// <summary>Writes every document by generated code: quick to start, nothing looked up at run time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BackupDocument))]
[JsonSerializable(typeof(BackupListDocument))]
[JsonSerializable(typeof(ShownBackupDocument))]
[JsonSerializable(typeof(KeyListDocument))]
[JsonSerializable(typeof(AdoptedDocument))]
[JsonSerializable(typeof(TransferDocument))]
[JsonSerializable(typeof(StateDocument))]
[JsonSerializable(typeof(StatusDocument))]
[JsonSerializable(typeof(RestoredDocument))]
[JsonSerializable(typeof(PlanDocument))]
[JsonSerializable(typeof(DrillDocument))]
[JsonSerializable(typeof(DoctorDocument))]
[JsonSerializable(typeof(PointListDocument))]
[JsonSerializable(typeof(PruneDocument))]
[JsonSerializable(typeof(MaintenanceDocument))]
[JsonSerializable(typeof(FaultDocument))]
[JsonSerializable(typeof(JobDocument))]
[JsonSerializable(typeof(JobListDocument))]
[JsonSerializable(typeof(JobRequestDocument))]
[JsonSerializable(typeof(PauseDocument))]
[JsonSerializable(typeof(PauseRequestDocument))]
[JsonSerializable(typeof(HistoryDocument))]
[JsonSerializable(typeof(SeriesDocument))]
[JsonSerializable(typeof(RehearsalListDocument))]
[JsonSerializable(typeof(NoticeListDocument))]
internal sealed partial class DocumentJson : JsonSerializerContext;
