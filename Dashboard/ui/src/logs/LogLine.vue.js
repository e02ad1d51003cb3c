import { time } from '../parts/format';
import ResourceName from '../parts/ResourceName.vue';
import SeverityMark from './SeverityMark.vue';
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
    /** @type {__VLS_StyleScopedClasses['log']} */ ;
    /** @type {__VLS_StyleScopedClasses['log']} */ ;
    /** @type {__VLS_StyleScopedClasses['trace']} */ ;
    /** @type {__VLS_StyleScopedClasses['log']} */ ;
    /** @type {__VLS_StyleScopedClasses['time']} */ ;
    /** @type {__VLS_StyleScopedClasses['resource']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "log" },
        ...{ class: ({ selected: __VLS_ctx.selected }) },
    });
    /** @type {__VLS_StyleScopedClasses['log']} */ ;
    /** @type {__VLS_StyleScopedClasses['selected']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "time mono" },
    });
    /** @type {__VLS_StyleScopedClasses['time']} */ ;
    /** @type {__VLS_StyleScopedClasses['mono']} */ ;
    (__VLS_unwrap(time, {})(__VLS_ctx.row.time));
    const __VLS_0 = SeverityMark;
    // @ts-ignore
    const __VLS_1 = __VLS_asFunctionalComponent1(__VLS_0, new __VLS_0({
        // @ts-ignore
        severity: (__VLS_ctx.row.severity),
    }));
    const __VLS_2 = __VLS_1({
        severity: (__VLS_ctx.row.severity),
    }, ...__VLS_functionalComponentArgsRest(__VLS_1));
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "resource" },
    });
    /** @type {__VLS_StyleScopedClasses['resource']} */ ;
    const __VLS_5 = ResourceName;
    // @ts-ignore
    const __VLS_6 = __VLS_asFunctionalComponent1(__VLS_5, new __VLS_5({
        // @ts-ignore
        name: (__VLS_ctx.row.resource),
    }));
    const __VLS_7 = __VLS_6({
        name: (__VLS_ctx.row.resource),
    }, ...__VLS_functionalComponentArgsRest(__VLS_6));
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "message" },
    });
    /** @type {__VLS_StyleScopedClasses['message']} */ ;
    (__VLS_ctx.row.message);
    if (__VLS_ctx.row.exception) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.em, __VLS_intrinsics.em)({});
        (__VLS_ctx.row.exception);
    }
    if (__VLS_ctx.row.traceId) {
        let __VLS_10;
        /** @ts-ignore @type { | typeof __VLS_components.RouterLink | typeof __VLS_components.RouterLink} */
        RouterLink;
        // @ts-ignore
        const __VLS_11 = __VLS_asFunctionalComponent1(__VLS_10, new __VLS_10({
            // @ts-ignore
            ...{ 'onClick': {} }, ...{ class: "trace mono" }, to: ({ path: `/traces/${__VLS_ctx.row.traceId}`, query: { span: __VLS_ctx.row.spanId ?? undefined } }), title: (`Trace ${__VLS_ctx.row.traceId}`),
        }));
        const __VLS_12 = __VLS_11({
            ...{ 'onClick': {} },
            ...{ class: "trace mono" },
            to: ({ path: `/traces/${__VLS_ctx.row.traceId}`, query: { span: __VLS_ctx.row.spanId ?? undefined } }),
            title: (`Trace ${__VLS_ctx.row.traceId}`),
        }, ...__VLS_functionalComponentArgsRest(__VLS_11));
        let __VLS_15;
        const __VLS_16 = {
            /** @type {typeof __VLS_15.click} */
            onClick: () => { },
        };
        void __VLS_16;
        /** @type {__VLS_StyleScopedClasses['trace']} */ ;
        /** @type {__VLS_StyleScopedClasses['mono']} */ ;
        var __VLS_13;
        var __VLS_14;
        const { default: __VLS_17 } = __VLS_nonNull(__VLS_13.slots);
        (__VLS_ctx.row.traceId.slice(0, 7));
        // @ts-ignore
        [selected, time, row, row, row, row, row, row, row, row, row, row, row,];
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
