using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Protection;

namespace Belfry.BackupWorker.Notices;

/// <summary>What a webhook understands.</summary>
internal enum NoticeFormat
{
    /// <summary><c>{"event":"unprotected","at":"...","database":"appdb","title":"...","text":"...","good":false}</c></summary>
    Json,

    /// <summary>A topic of ntfy: the text as body; title, tag and priority as headers. https://docs.ntfy.sh/publish/</summary>
    Ntfy,

    /// <summary>An incoming webhook of Slack: <c>{"text":"..."}</c>. https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks</summary>
    Slack,

    /// <summary>A webhook of Discord: <c>{"content":"..."}</c>. https://discord.com/developers/docs/resources/webhook#execute-webhook</summary>
    Discord,
}

/// <summary>Something that people should know who do not look at the panel.</summary>
/// <param name="Event"><c>unprotected</c>, <c>degraded</c>, <c>protected</c>, or <c>restored</c>.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Database">The database's name in the archive.</param>
/// <param name="Title">A few words; where there are several databases they begin with its name.</param>
/// <param name="Text">A sentence or two.</param>
/// <param name="Good">Whether it is good news.</param>
internal sealed record Notice(string Event, DateTime At, string Database, string Title, string Text, bool Good)
{
    /// <summary>Discord refuses a longer message; the others take it too.</summary>
    private const int MaxText = 1500;

    /// <summary>Live data was replaced, whoever ordered it.</summary>
    /// <param name="database">The database's name in the archive.</param>
    /// <param name="headline">Says which database words are about, where there are several.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="restored">What was restored.</param>
    public static Notice OfRestore(string database, Func<string, string> headline, DateTime at, RestoredDocument restored) =>
        new("restored", at, database, headline("The live data was replaced by a restore"), LiveDatabase.Tell(restored), Good: true);

    private string Short => Text.Length <= MaxText ? Text : Text[..MaxText] + "…";

    /// <summary>The request that brings it to a webhook.</summary>
    public HttpRequestMessage RequestTo(Uri webhook, NoticeFormat format)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, webhook);
        var line = $"{Title}. {Short}";
        request.Content = format switch
        {
            NoticeFormat.Ntfy => new StringContent(Short, Encoding.UTF8, "text/plain"),
            // Without mentions, here and below: the text may hold what somebody else wrote.
            NoticeFormat.Slack => Json(new Dictionary<string, string> { ["text"] = line.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal) }),
            NoticeFormat.Discord => Json(new Dictionary<string, string> { ["content"] = line.Replace("@", "@\u200b", StringComparison.Ordinal) }),
            _ => new StringContent(JsonSerializer.Serialize(this, NoticeJson.Default.Notice), Encoding.UTF8, "application/json"),
        };
        if (format == NoticeFormat.Ntfy)
        {
            request.Headers.Add("Title", Title);
            request.Headers.Add("Tags", Good ? "white_check_mark" : "rotating_light");
            request.Headers.Add("Priority", Good ? "default" : "high");
        }

        return request;
    }

    private static StringContent Json(Dictionary<string, string> message) =>
        new(JsonSerializer.Serialize(message, NoticeJson.Default.DictionaryStringString), Encoding.UTF8, "application/json");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Notice))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class NoticeJson : JsonSerializerContext;
