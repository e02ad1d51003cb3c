using Belfry.Api.SignIn;
using Belfry.Storage;

namespace Belfry.Api.Auditing;

/// <summary>Writes an act to the audit log before it begins, and how it ended afterwards: what a crash interrupts is there without an outcome.</summary>
internal sealed class Auditor(Database database, TimeProvider time)
{
    public async Task<T> RunAsync<T>(Caller caller, string action, Func<Task<T>> act, Func<T, string> outcome)
    {
        var entry = await database.WriteAsync(session => AuditLog.Write(session, caller, action, "", null, time), operation: "BeginAct");
        var ended = "failed";
        try
        {
            var result = await act();
            ended = outcome(result);
            return result;
        }
        finally
        {
            await database.WriteAsync(
                session =>
                {
                    AuditLog.Finish(session, entry, ended);
                    return true;
                },
                operation: "EndAct");
        }
    }
}
