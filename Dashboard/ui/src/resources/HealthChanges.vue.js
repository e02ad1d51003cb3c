import { computed } from 'vue';
import { shortTime, span } from '../parts/format';
import HealthStrip from './HealthStrip.vue';
import { changesOf, levelNames, stretches } from './history';
import StandingMark from './StandingMark.vue';
const { defineProps, } = {};
const props = defineProps();
const list = computed(() => stretches(changesOf(props.resource), 0, props.now).toReversed());
const tones = { Up: 'good', Degraded: 'warn', Down: 'bad', Pending: 'info', Stopped: 'quiet', Unknown: 'quiet' };
const __VLS_ctx = {
    ...{},
    ...{},
    ...{},
};
let __VLS_components;
let __VLS_intrinsics;
let __VLS_directives;
void __VLS_ctx, __VLS_components, __VLS_intrinsics, __VLS_directives;
const __VLS_template = () => {
    __VLS_withDotValue(list, {});
    __VLS_withDotValue(tones, {});
    __VLS_withDotValue(levelNames, {});
    void {};
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "history" },
    });
    /** @type {__VLS_StyleScopedClasses['history']} */ ;
    const __VLS_0 = HealthStrip;
    // @ts-ignore
    const __VLS_1 = __VLS_asFunctionalComponent1(__VLS_0, new __VLS_0({
        // @ts-ignore
        resource: (__VLS_ctx.resource), now: (__VLS_ctx.now), wide: true,
    }));
    const __VLS_2 = __VLS_1({
        resource: (__VLS_ctx.resource),
        now: (__VLS_ctx.now),
        wide: true,
    }, ...__VLS_functionalComponentArgsRest(__VLS_1));
    __VLS_asFunctionalElement1(__VLS_intrinsics.ol, __VLS_intrinsics.ol)({});
    const __VLS_5 = __VLS_tryAsConstant((list.value.slice(0, 30)));
    for (const [part] of __VLS_vFor(__VLS_nonNull(__VLS_5))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.li, __VLS_intrinsics.li)({
            key: (part.at),
        });
        __VLS_asFunctionalElement1(__VLS_intrinsics.time, __VLS_intrinsics.time)({
            ...{ class: "mono quiet" },
        });
        /** @type {__VLS_StyleScopedClasses['mono']} */ ;
        /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
        (__VLS_unwrap(shortTime, {})(new Date(part.at).toISOString()));
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({});
        const __VLS_6 = StandingMark;
        // @ts-ignore
        const __VLS_7 = __VLS_asFunctionalComponent1(__VLS_6, new __VLS_6({
            // @ts-ignore
            tone: (tones.value[part.level] ?? 'quiet'), text: (levelNames.value[part.level] ?? part.level),
        }));
        const __VLS_8 = __VLS_7({
            tone: (tones.value[part.level] ?? 'quiet'),
            text: (levelNames.value[part.level] ?? part.level),
        }, ...__VLS_functionalComponentArgsRest(__VLS_7));
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            ...{ class: "quiet" },
        });
        /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
        (__VLS_unwrap(span, {})(part.until - part.at));
        __VLS_asFunctionalElement1(__VLS_intrinsics.small, __VLS_intrinsics.small)({});
        (part.reason);
        // @ts-ignore
        [resource, now, list, shortTime, tones, levelNames, span,];
    }
    if (list.value.length === 0) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({
            ...{ class: "quiet" },
        });
        /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
    }
    // @ts-ignore
    [list,];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({
    __typeProps: {},
});
export default {};
