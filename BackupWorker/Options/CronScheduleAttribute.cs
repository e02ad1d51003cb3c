using System.ComponentModel.DataAnnotations;
using Belfry.BackupWorker.Protection;

namespace Belfry.BackupWorker.Options;

/// <summary>Accepts what <see cref="BackupSchedule"/> can read; the message names the wrong field and shows an example.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CronScheduleAttribute : ValidationAttribute
{
    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        BackupSchedule.TryParse((string)value!, out _, out var fault)
            ? ValidationResult.Success
            : new ValidationResult($"'{value}' is not a schedule. {fault} For example {BackupSchedule.Default} for every 15 minutes.");
}
