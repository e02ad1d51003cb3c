import { computed } from 'vue';
import { time } from '../parts/format';
import { hueOf } from '../parts/hue';
import { parseAnsi } from './ansi';
import { highlight } from './highlight';
const { defineProps, } = {};
const props = defineProps();
const runs = computed(() => parseAnsi(props.line.text).flatMap((run) => highlight(run, props.needle)));
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
    void {};
    /** @type {__VLS_StyleScopedClasses['line']} */ ;
    /** @type {__VLS_StyleScopedClasses['line']} */ ;
    /** @type {__VLS_StyleScopedClasses['line']} */ ;
    /** @type {__VLS_StyleScopedClasses['line']} */ ;
    /** @type {__VLS_StyleScopedClasses['wrap']} */ ;
    /** @type {__VLS_StyleScopedClasses['name']} */ ;
    /** @type {__VLS_StyleScopedClasses['time']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "line mono" },
        ...{ class: ([__VLS_ctx.line.stream, { wrap: __VLS_ctx.wrap, current: __VLS_ctx.current }]) },
        'data-hue': (__VLS_unwrap(hueOf, {})(__VLS_ctx.line.resource)),
    });
    /** @type {__VLS_StyleScopedClasses['line']} */ ;
    /** @type {__VLS_StyleScopedClasses['mono']} */ ;
    /** @type {__VLS_StyleScopedClasses['wrap']} */ ;
    /** @type {__VLS_StyleScopedClasses['current']} */ ;
    if (__VLS_ctx.times) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            ...{ class: "time" },
        });
        /** @type {__VLS_StyleScopedClasses['time']} */ ;
        (__VLS_unwrap(time, {})(__VLS_ctx.line.time));
    }
    if (__VLS_ctx.name) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            ...{ class: "name" },
            title: (__VLS_ctx.line.resource),
        });
        /** @type {__VLS_StyleScopedClasses['name']} */ ;
        (__VLS_ctx.line.resource);
    }
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "text" },
    });
    /** @type {__VLS_StyleScopedClasses['text']} */ ;
    const __VLS_0 = __VLS_tryAsConstant((__VLS_unwrap(runs, {})));
    for (const [run, index] of __VLS_vFor(__VLS_nonNull(__VLS_0))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            key: (index),
            ...{ class: (run.classes) },
        });
        (run.text);
        // @ts-ignore
        [line, line, line, line, line, wrap, current, hueOf, times, time, name, runs,];
    }
    // @ts-ignore
    [];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({
    __typeProps: {},
});
export default {};
