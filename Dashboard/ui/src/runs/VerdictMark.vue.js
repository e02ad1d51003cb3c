const { defineProps, } = {};
const __VLS_props = defineProps();
const words = { worse: '▲ worse', better: '▼ better', new: '+ new', gone: '− gone', same: '= same' };
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
    __VLS_withDotValue(words, {});
    void {};
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "verdict" },
        'data-verdict': (__VLS_ctx.verdict),
    });
    /** @type {__VLS_StyleScopedClasses['verdict']} */ ;
    (words.value[__VLS_ctx.verdict]);
    // @ts-ignore
    [verdict, verdict, words,];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({
    __typeProps: {},
});
export default {};
