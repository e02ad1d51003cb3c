import { computed } from 'vue';
import { shortTime, span } from '../parts/format';
import { changesOf, levelNames, stretches } from './history';
const { defineProps, withDefaults, } = {};
const props = withDefaults(defineProps(), { minutes: 30 });
const parts = computed(() => {
    const changes = changesOf(props.resource);
    const first = changes[0]?.at ?? props.now;
    // A young app fills the strip with what there is; a minute at least, so that it does not stutter.
    const from = Math.max(props.now - props.minutes * 60_000, Math.min(first, props.now - 60_000));
    const all = stretches(changes, from, props.now);
    return { all, from, total: props.now - from };
});
const summary = computed(() => {
    const bad = parts.value.all.filter((part) => part.level === 'Down' || part.level === 'Degraded');
    if (parts.value.all.length === 0)
        return 'No history yet';
    const time = bad.reduce((sum, part) => sum + part.until - part.at, 0);
    const over = span(parts.value.total);
    return bad.length === 0 ? `No trouble in ${over}` : `In trouble ${bad.length === 1 ? 'once' : `${bad.length} times`}, ${span(time)} of ${over}`;
});
function left(at) {
    return `${((at - parts.value.from) / parts.value.total) * 100}%`;
}
function width(part) {
    return `max(2px, ${((part.until - part.at) / parts.value.total) * 100}%)`;
}
const __VLS_defaults = { minutes: 30 };
void __VLS_defaults;
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
    __VLS_withDotValue(parts, {});
    __VLS_withDotValue(levelNames, {});
    void {};
    /** @type {__VLS_StyleScopedClasses['strip']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "strip" },
        ...{ class: ({ wide: __VLS_ctx.wide }) },
        role: "img",
        'aria-label': (__VLS_unwrap(summary, {})),
        title: (__VLS_unwrap(summary, {})),
    });
    /** @type {__VLS_StyleScopedClasses['strip']} */ ;
    /** @type {__VLS_StyleScopedClasses['wide']} */ ;
    const __VLS_0 = __VLS_tryAsConstant((parts.value.all));
    for (const [part] of __VLS_vFor(__VLS_nonNull(__VLS_0))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.i, __VLS_intrinsics.i)({
            key: (part.at),
            'data-level': (part.level),
            ...{ style: ({ left: left(part.at), width: width(part) }) },
            title: (`${levelNames.value[part.level]} for ${__VLS_unwrap(span, {})(part.until - part.at)} from ${__VLS_unwrap(shortTime, {})(new Date(part.at).toISOString())}: ${part.reason}`),
        });
        // @ts-ignore
        [wide, summary, summary, parts, levelNames, span, shortTime,];
    }
    // @ts-ignore
    [];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({
    __typeProps: {},
    props: {},
});
export default {};
