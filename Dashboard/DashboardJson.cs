using System.Text.Json.Serialization;
using Belfry.Dashboard.Consoles;
using Belfry.Dashboard.Home;
using Belfry.Dashboard.Logs;
using Belfry.Dashboard.Metrics;
using Belfry.Dashboard.Records;
using Belfry.Dashboard.Resources;
using Belfry.Dashboard.Runs;
using Belfry.Dashboard.SignIn;
using Belfry.Dashboard.Telemetry;
using Belfry.Dashboard.Traces;
using Microsoft.AspNetCore.Mvc;

namespace Belfry.Dashboard;

/// <summary>Every JSON body that goes in or out, generated at build time.</summary>
[JsonSourceGenerationOptions(
    System.Text.Json.JsonSerializerDefaults.Web, AllowOutOfOrderMetadataProperties = true,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(FeedMessage))]
[JsonSerializable(typeof(CommandMessage))]
[JsonSerializable(typeof(ResourceList))]
[JsonSerializable(typeof(CommandOutcome))]
[JsonSerializable(typeof(CommandRequest))]
[JsonSerializable(typeof(HistoryList))]
[JsonSerializable(typeof(ConsolePage))]
[JsonSerializable(typeof(LogPage))]
[JsonSerializable(typeof(LogDetail))]
[JsonSerializable(typeof(TracePage))]
[JsonSerializable(typeof(TraceDetail))]
[JsonSerializable(typeof(InstrumentList))]
[JsonSerializable(typeof(ChartData))]
[JsonSerializable(typeof(RunList))]
[JsonSerializable(typeof(RunSummaryView))]
[JsonSerializable(typeof(ImportOutcome))]
[JsonSerializable(typeof(TelemetryResource[]))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(HomeView))]
[JsonSerializable(typeof(ServiceMapView))]
[JsonSerializable(typeof(AttributeSuggestions))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(Dictionary<string, string[]>))]
internal sealed partial class DashboardJson : JsonSerializerContext;
