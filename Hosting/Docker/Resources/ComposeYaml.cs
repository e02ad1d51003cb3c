using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.EventEmitters;
using YamlDotNet.Serialization.NamingConventions;

namespace Aspire.Hosting.Docker.Resources;

/// <summary>How Compose files are written.</summary>
internal static class ComposeYaml
{
    public static string Write(object file, string lineEndings) => new SerializerBuilder()
        .WithNamingConvention(UnderscoredNamingConvention.Instance)
        .ConfigureDefaultValuesHandling(DefaultValuesHandling.OmitNull | DefaultValuesHandling.OmitEmptyCollections)
        .WithEventEmitter(next => new QuotedTexts(next))
        .WithIndentedSequences()
        .WithNewLine(lineEndings)
        .DisableAliases()
        .Build()
        .Serialize(file);

    /// <summary>Unquoted, "on", "1.10" and "22:22" would be read as something else.</summary>
    private sealed class QuotedTexts(IEventEmitter next) : ChainedEventEmitter(next)
    {
        // A mapping's keys come at even places among its children.
        private readonly Stack<int> _places = new();

        public override void Emit(MappingStartEventInfo eventInfo, IEmitter emitter)
        {
            Step();
            _places.Push(0);
            base.Emit(eventInfo, emitter);
        }

        public override void Emit(MappingEndEventInfo eventInfo, IEmitter emitter)
        {
            _places.Pop();
            base.Emit(eventInfo, emitter);
        }

        public override void Emit(SequenceStartEventInfo eventInfo, IEmitter emitter)
        {
            Step();
            _places.Push(int.MinValue);
            base.Emit(eventInfo, emitter);
        }

        public override void Emit(SequenceEndEventInfo eventInfo, IEmitter emitter)
        {
            _places.Pop();
            base.Emit(eventInfo, emitter);
        }

        public override void Emit(ScalarEventInfo eventInfo, IEmitter emitter)
        {
            if (!Step() && eventInfo.Source.Type == typeof(string))
            {
                eventInfo.Style = ScalarStyle.DoubleQuoted;
            }

            base.Emit(eventInfo, emitter);
        }

        /// <summary>Goes on to the next child; whether this one is a key.</summary>
        private bool Step()
        {
            if (!_places.TryPop(out var place))
            {
                return false;
            }

            _places.Push(place < 0 ? place : place + 1);
            return place >= 0 && place % 2 == 0;
        }
    }
}
