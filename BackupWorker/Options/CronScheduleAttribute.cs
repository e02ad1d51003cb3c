using System.ComponentModel.DataAnnotations;
using Belfry.BackupWorker.Protection;

namespace Belfry.BackupWorker.Options;

/// <summary>Accepts what <see cref="BackupSchedule"/> can read; the message names the wrong field and shows an example.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CronScheduleAttribute : ValidationAttribute
{
    /// <summary>Whether <see cref="BackupOptions.Never"/> is accepted too.</summary>
    public bool OrNever { get; set; }

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        (OrNever && (string)value! == BackupOptions.Never) || BackupSchedule.TryParse((string)value!, out _, out var fault)
            ? ValidationResult.Success
            : new ValidationResult($"'{value}' is not a schedule. {fault} For example {BackupSchedule.Default} for every 15 minutes.");
}
