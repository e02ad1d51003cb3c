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
    /** @type {__VLS_StyleScopedClasses['turn']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "standing" },
        'data-tone': (__VLS_ctx.tone),
    });
    /** @type {__VLS_StyleScopedClasses['standing']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.svg, __VLS_intrinsics.svg)({
        viewBox: "0 0 12 12",
        width: "12",
        height: "12",
        'aria-hidden': "true",
    });
    if (__VLS_ctx.tone === 'good') {
        __VLS_asFunctionalElement1(__VLS_intrinsics.circle)({
            cx: "6",
            cy: "6",
            r: "4.5",
            fill: "currentColor",
        });
    }
    else if (__VLS_ctx.tone === 'warn') {
        __VLS_asFunctionalElement1(__VLS_intrinsics.path)({
            d: "M6 1.2L11.2 10.5H.8z",
            fill: "currentColor",
        });
    }
    else if (__VLS_ctx.tone === 'bad') {
        __VLS_asFunctionalElement1(__VLS_intrinsics.path)({
            d: "M2.2 2.200l7.6 7.6M9.8 2.2L2.2 9.8",
            stroke: "currentColor",
            'stroke-width': "2.4",
            'stroke-linecap': "round",
        });
    }
    else if (__VLS_ctx.tone === 'info') {
        __VLS_asFunctionalElement1(__VLS_intrinsics.circle)({
            cx: "6",
            cy: "6",
            r: "4",
            fill: "none",
            stroke: "currentColor",
            'stroke-width': "2",
            'stroke-dasharray': "17 9",
            ...{ class: "turn" },
        });
        /** @type {__VLS_StyleScopedClasses['turn']} */ ;
    }
    else {
        __VLS_asFunctionalElement1(__VLS_intrinsics.path)({
            d: "M2.5 6h7",
            stroke: "currentColor",
            'stroke-width': "2",
            'stroke-linecap': "round",
        });
    }
    if (__VLS_ctx.text) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({});
        (__VLS_ctx.text);
    }
    // @ts-ignore
    [tone, tone, tone, tone, tone, text, text,];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({
    __typeProps: {},
});
export default {};
