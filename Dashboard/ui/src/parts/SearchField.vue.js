import AppIcon from './AppIcon.vue';
const { defineProps, defineModel, } = {};
const __VLS_props = defineProps();
const text = defineModel({ required: true });
let __VLS_modelEmit;
const __VLS_ctx = {
    ...{},
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
    /** @type {__VLS_StyleScopedClasses['search']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.label, __VLS_intrinsics.label)({
        ...{ class: "search" },
    });
    /** @type {__VLS_StyleScopedClasses['search']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "sr" },
    });
    /** @type {__VLS_StyleScopedClasses['sr']} */ ;
    (__VLS_ctx.label);
    const __VLS_0 = AppIcon;
    // @ts-ignore
    const __VLS_1 = __VLS_asFunctionalComponent1(__VLS_0, new __VLS_0({
        // @ts-ignore
        name: "search", size: (16),
    }));
    const __VLS_2 = __VLS_1({
        name: "search",
        size: (16),
    }, ...__VLS_functionalComponentArgsRest(__VLS_1));
    __VLS_asFunctionalElement1(__VLS_intrinsics.input)({
        ...{ class: "field" },
        type: "search",
        'data-search': true,
        placeholder: (__VLS_ctx.label),
        spellcheck: "false",
        autocomplete: "off",
    });
    (__VLS_unwrap(text, {}));
    /** @type {__VLS_StyleScopedClasses['field']} */ ;
    // @ts-ignore
    [label, label, text,];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({
    __typeEmits: {},
    __typeProps: {},
});
export default {};
