using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Belfry.Api.Json;
using Belfry.ServiceDefaults;
using Belfry.Storage.Backup;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Belfry.Api.Control;

/// <summary>The backup worker's control API. Every failure of it is a <see cref="WorkerException"/>.</summary>
internal sealed class WorkerClient(HttpClient http, IConfiguration configuration, IOptions<ControlOptions> options, string? database = null)
{
    /// <summary>The worker's resource name, under which its address is configured.</summary>
    public const string ServiceName = "backup-worker";

    private const string KeyHeader = "X-Control-Key";
    private static readonly TimeSpan StateTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Where commits are not streamed it takes a backup to keep a state.</summary>
    private static readonly TimeSpan KeepTimeout = TimeSpan.FromSeconds(60);

    /// <summary>A client that asks about a further database; null: about the application's own.</summary>
    /// <exception cref="WorkerException">The name is none that a database can have.</exception>
    public WorkerClient Of(string? database) => database is null || Archive.CanName(database)
        ? new WorkerClient(http, configuration, options, database)
        : throw new WorkerException("No database is called so: GET /api/control/databases lists them.") { Status = StatusCodes.Status400BadRequest };

    /// <summary>For the audit log: the database that something was ordered for, unless it is the application's own.</summary>
    public static string Named(string? database) => database is null ? "" : $" of {database}";

    public Task<ProtectedDatabaseList> GetDatabasesAsync(CancellationToken cancellation) => GetAsync("control/databases", ApiJson.Default.ProtectedDatabaseList, cancellation);

    public Task<ControlState> GetStateAsync(CancellationToken cancellation) => GetAsync("control/state", ApiJson.Default.ControlState, cancellation);

    public Task<BackupList> GetBackupsAsync(CancellationToken cancellation) => GetAsync("control/backups", ApiJson.Default.BackupList, cancellation);

    public Task<JobList> GetJobsAsync(CancellationToken cancellation) => GetAsync("control/jobs", ApiJson.Default.JobList, cancellation);

    public Task<Job> GetJobAsync(string id, CancellationToken cancellation) =>
        GetAsync($"control/jobs/{Uri.EscapeDataString(id)}", ApiJson.Default.Job, cancellation);

    public Task<RetentionPlan> PlanRetentionAsync(CancellationToken cancellation) => GetAsync("control/retention", ApiJson.Default.RetentionPlan, cancellation);

    public Task<NamedPointList> GetPointsAsync(CancellationToken cancellation) => GetAsync("control/points", ApiJson.Default.NamedPointList, cancellation);

    public Task<History> GetHistoryAsync(DateTimeOffset from, DateTimeOffset to, int parts, CancellationToken cancellation) => GetAsync(
        QueryHelpers.AddQueryString("control/history", new Dictionary<string, string?> { ["from"] = $"{from:o}", ["to"] = $"{to:o}", ["parts"] = $"{parts}" }),
        ApiJson.Default.History,
        cancellation);

    public Task<Series> GetSeriesAsync(CancellationToken cancellation) => GetAsync("control/series", ApiJson.Default.Series, cancellation);

    public Task<RehearsalList> GetDrillsAsync(CancellationToken cancellation) => GetAsync("control/drills", ApiJson.Default.RehearsalList, cancellation);

    public Task<NoticeList> GetNoticesAsync(CancellationToken cancellation) => GetAsync("control/notices", ApiJson.Default.NoticeList, cancellation);

    /// <param name="backup">As in <see cref="JobRequest"/>.</param>
    /// <param name="at">As above.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public Task<RestorePlan> PlanAsync(string? backup, string? at, CancellationToken cancellation) =>
        GetAsync(QueryHelpers.AddQueryString("control/plan", new Dictionary<string, string?> { ["backup"] = backup, ["at"] = at }), ApiJson.Default.RestorePlan, cancellation);

    /// <summary>Has the present state kept under a name by which <c>belfry undo</c> returns to it.</summary>
    public async Task<NamedPoint> KeepStateAsync(CancellationToken cancellation)
    {
        using var response = await SendAsync(HttpMethod.Post, "control/points", KeepTimeout, cancellation);
        return await ReadAsync(response, ApiJson.Default.NamedPoint, cancellation);
    }

    public async Task<Job> StartJobAsync(JobRequest job, CancellationToken cancellation)
    {
        using var body = JsonContent.Create(job, ApiJson.Default.JobRequest);
        using var response = await SendAsync(HttpMethod.Post, "control/jobs", StateTimeout, cancellation, body);
        return await ReadAsync(response, ApiJson.Default.Job, cancellation);
    }

    public async Task<PauseState> PauseAsync(PauseInput pause, CancellationToken cancellation)
    {
        using var body = JsonContent.Create(pause, ApiJson.Default.PauseInput);
        using var response = await SendAsync(HttpMethod.Post, "control/pause", StateTimeout, cancellation, body);
        return await ReadAsync(response, ApiJson.Default.PauseState, cancellation);
    }

    public async Task<PauseState> ResumeAsync(CancellationToken cancellation)
    {
        using var response = await SendAsync(HttpMethod.Post, "control/resume", StateTimeout, cancellation);
        return await ReadAsync(response, ApiJson.Default.PauseState, cancellation);
    }

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using var response = await SendAsync(HttpMethod.Get, path, StateTimeout, cancellation);
        return await ReadAsync(response, type, cancellation);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, TimeSpan timeout, CancellationToken cancellation, HttpContent? body = null)
    {
        var address = configuration.FindService(ServiceName)
            ?? throw new WorkerException("No backup worker is configured: set services__backup-worker__http__0 to its address.");
        using var request = new HttpRequestMessage(method, new Uri(address, database is null ? path : QueryHelpers.AddQueryString(path, "database", database)));
        request.Headers.Add(KeyHeader, options.Value.Key);
        request.Content = body;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        try
        {
            return await http.SendAsync(request, limit.Token);
        }
        catch (HttpRequestException cause)
        {
            throw new WorkerException("The backup worker is away: it does not answer.", cause);
        }
        catch (OperationCanceledException cause) when (!cancellation.IsCancellationRequested)
        {
            throw new WorkerException($"The backup worker did not answer within {timeout.TotalSeconds:0} s.", cause);
        }
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        try
        {
            if (response.IsSuccessStatusCode)
            {
                return await response.Content.ReadFromJsonAsync(type, cancellation) ?? throw new JsonException();
            }

            if (response.StatusCode == HttpStatusCode.Unauthorized)
            {
                throw new WorkerException("The backup worker refuses the control key: Control__Key must be the same for both services.");
            }

            // The worker's problem documents are written for people, as ours are.
            var problem = await response.Content.ReadFromJsonAsync(ApiJson.Default.ProblemDetails, cancellation);
            var words = $"{problem?.Title} {problem?.Detail}".Trim();
            throw new WorkerException(words.Length > 0 ? words : "The backup worker failed. Its log says why.")
            {
                // What the caller can mend stays the caller's; anything else is the worker's.
                Status = response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.Conflict
                    ? (int)response.StatusCode
                    : StatusCodes.Status503ServiceUnavailable,
            };
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException or HttpRequestException)
        {
            throw new WorkerException("The backup worker gave an answer that cannot be read. Are both services of the same version?", cause);
        }
    }
}
