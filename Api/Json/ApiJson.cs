using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Serialization;
using Belfry.Api.Auditing;
using Belfry.Api.Bin;
using Belfry.Api.Control;
using Belfry.Api.Editing;
using Belfry.Api.Items;
using Belfry.Api.Lists;
using Belfry.Api.Live;
using Belfry.Api.Paging;
using Belfry.Api.People;
using Belfry.Api.Sharing;
using Belfry.Api.SignIn;
using Belfry.Api.Transfer;
using Microsoft.AspNetCore.Mvc;

namespace Belfry.Api.Json;

/// <summary>How bodies are read and written: camelCase, by generated code.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(SessionState))]
[JsonSerializable(typeof(SignInInput))]
[JsonSerializable(typeof(SetUpInput))]
[JsonSerializable(typeof(PasswordInput))]
[JsonSerializable(typeof(Page<Session>))]
[JsonSerializable(typeof(Page<Token>))]
[JsonSerializable(typeof(TokenInput))]
[JsonSerializable(typeof(NewToken))]
[JsonSerializable(typeof(Page<Person>))]
[JsonSerializable(typeof(PersonInput))]
[JsonSerializable(typeof(PersonChange))]
[JsonSerializable(typeof(Invitation))]
[JsonSerializable(typeof(InvitationAnswer))]
[JsonSerializable(typeof(WishListInput))]
[JsonSerializable(typeof(Page<WishList>))]
[JsonSerializable(typeof(MoveInput))]
[JsonSerializable(typeof(ItemInput))]
[JsonSerializable(typeof(ItemsChange))]
[JsonSerializable(typeof(Page<Item>))]
[JsonSerializable(typeof(Page<BinEntry>))]
[JsonSerializable(typeof(PutBackInput))]
[JsonSerializable(typeof(Page<Share>))]
[JsonSerializable(typeof(ShareInput))]
[JsonSerializable(typeof(Page<Claim>))]
[JsonSerializable(typeof(SharedList))]
[JsonSerializable(typeof(Page<SharedItem>))]
[JsonSerializable(typeof(ClaimInput))]
[JsonSerializable(typeof(ClaimKey))]
[JsonSerializable(typeof(WishlistDocument))]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(LiveEvent))]
[JsonSerializable(typeof(EventsEndpoints.SocketEvent))]
[JsonSerializable(typeof(ProtectedDatabaseList))]
[JsonSerializable(typeof(ControlState))]
[JsonSerializable(typeof(BackupList))]
[JsonSerializable(typeof(Job))]
[JsonSerializable(typeof(JobList))]
[JsonSerializable(typeof(JobRequest))]
[JsonSerializable(typeof(PauseInput))]
[JsonSerializable(typeof(PauseState))]
[JsonSerializable(typeof(RestorePlan))]
[JsonSerializable(typeof(RetentionPlan))]
[JsonSerializable(typeof(NamedPointList))]
[JsonSerializable(typeof(History))]
[JsonSerializable(typeof(Series))]
[JsonSerializable(typeof(RehearsalList))]
[JsonSerializable(typeof(NoticeList))]
[JsonSerializable(typeof(DatabaseState))]
[JsonSerializable(typeof(MaintenanceInput))]
[JsonSerializable(typeof(MaintenanceResult))]
[JsonSerializable(typeof(Page<AuditEntry>))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(HttpValidationProblemDetails))]
// Only the OpenAPI document asks for these: parameters and streams.
[JsonSerializable(typeof(bool?))]
[JsonSerializable(typeof(DateTimeOffset))]
[JsonSerializable(typeof(SseItem<LiveEvent>))]
internal sealed partial class ApiJson : JsonSerializerContext;
