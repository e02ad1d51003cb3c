import { duration, time } from '../parts/format';
import { hueOf } from '../parts/hue';
import ResourceName from '../parts/ResourceName.vue';
import StandingMark from '../resources/StandingMark.vue';
const { defineProps, } = {};
const __VLS_props = defineProps();
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
    /** @type {__VLS_StyleScopedClasses['trace']} */ ;
    /** @type {__VLS_StyleScopedClasses['trace']} */ ;
    /** @type {__VLS_StyleScopedClasses['name']} */ ;
    /** @type {__VLS_StyleScopedClasses['duration']} */ ;
    /** @type {__VLS_StyleScopedClasses['duration']} */ ;
    /** @type {__VLS_StyleScopedClasses['trace']} */ ;
    /** @type {__VLS_StyleScopedClasses['time']} */ ;
    /** @type {__VLS_StyleScopedClasses['who']} */ ;
    /** @type {__VLS_StyleScopedClasses['id']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "trace" },
        ...{ class: ({ selected: __VLS_ctx.selected }) },
    });
    /** @type {__VLS_StyleScopedClasses['trace']} */ ;
    /** @type {__VLS_StyleScopedClasses['selected']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "time mono" },
    });
    /** @type {__VLS_StyleScopedClasses['time']} */ ;
    /** @type {__VLS_StyleScopedClasses['mono']} */ ;
    (__VLS_unwrap(time, {})(__VLS_ctx.row.start));
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "name" },
    });
    /** @type {__VLS_StyleScopedClasses['name']} */ ;
    if (__VLS_ctx.row.errors > 0) {
        const __VLS_0 = StandingMark;
        // @ts-ignore
        const __VLS_1 = __VLS_asFunctionalComponent1(__VLS_0, new __VLS_0({
            // @ts-ignore
            tone: "bad", title: (`${__VLS_ctx.row.errors} failed`),
        }));
        const __VLS_2 = __VLS_1({
            tone: "bad",
            title: (`${__VLS_ctx.row.errors} failed`),
        }, ...__VLS_functionalComponentArgsRest(__VLS_1));
    }
    let __VLS_5;
    /** @ts-ignore @type { | typeof __VLS_components.RouterLink | typeof __VLS_components.RouterLink} */
    RouterLink;
    // @ts-ignore
    const __VLS_6 = __VLS_asFunctionalComponent1(__VLS_5, new __VLS_5({
        // @ts-ignore
        ...{ 'onClick': {} }, to: (`/traces/${__VLS_ctx.row.traceId}`),
    }));
    const __VLS_7 = __VLS_6({
        ...{ 'onClick': {} },
        to: (`/traces/${__VLS_ctx.row.traceId}`),
    }, ...__VLS_functionalComponentArgsRest(__VLS_6));
    let __VLS_10;
    const __VLS_11 = {
        /** @type {typeof __VLS_10.click} */
        onClick: () => { },
    };
    void __VLS_11;
    var __VLS_8;
    var __VLS_9;
    const { default: __VLS_12 } = __VLS_nonNull(__VLS_8.slots);
    (__VLS_ctx.row.name);
    // @ts-ignore
    [selected, time, row, row, row, row, row,];
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "quiet mono id" },
    });
    /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
    /** @type {__VLS_StyleScopedClasses['mono']} */ ;
    /** @type {__VLS_StyleScopedClasses['id']} */ ;
    (__VLS_ctx.row.traceId.slice(0, 7));
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "who" },
    });
    /** @type {__VLS_StyleScopedClasses['who']} */ ;
    const __VLS_13 = __VLS_tryAsConstant((__VLS_ctx.row.resources.slice(0, 4)));
    for (const [source] of __VLS_vFor(__VLS_nonNull(__VLS_13))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            key: (source.resource),
            ...{ class: "chip" },
        });
        /** @type {__VLS_StyleScopedClasses['chip']} */ ;
        const __VLS_14 = ResourceName;
        // @ts-ignore
        const __VLS_15 = __VLS_asFunctionalComponent1(__VLS_14, new __VLS_14({
            // @ts-ignore
            name: (source.resource),
        }));
        const __VLS_16 = __VLS_15({
            name: (source.resource),
        }, ...__VLS_functionalComponentArgsRest(__VLS_15));
        (source.spans);
        // @ts-ignore
        [row, row,];
    }
    if (__VLS_ctx.row.resources.length > 4) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            ...{ class: "chip" },
        });
        /** @type {__VLS_StyleScopedClasses['chip']} */ ;
        (__VLS_ctx.row.resources.length - 4);
    }
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "duration mono" },
    });
    /** @type {__VLS_StyleScopedClasses['duration']} */ ;
    /** @type {__VLS_StyleScopedClasses['mono']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.i, __VLS_intrinsics.i)({
        'aria-hidden': "true",
        'data-hue': (__VLS_unwrap(hueOf, {})(__VLS_ctx.row.resource)),
        ...{ style: ({ width: `${Math.max(2, Math.sqrt(__VLS_ctx.row.duration / __VLS_ctx.longest) * 100)}%` }) },
    });
    __VLS_asFunctionalElement1(__VLS_intrinsics.b, __VLS_intrinsics.b)({});
    (__VLS_unwrap(duration, {})(__VLS_ctx.row.duration));
    // @ts-ignore
    [row, row, row, row, row, hueOf, longest, duration,];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({
    __typeProps: {},
});
export default {};
