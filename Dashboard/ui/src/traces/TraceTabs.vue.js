import AppIcon from '../parts/AppIcon.vue';
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
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "tabs" },
        role: "group",
        'aria-label': "Show traces as",
    });
    /** @type {__VLS_StyleScopedClasses['tabs']} */ ;
    let __VLS_0;
    /** @ts-ignore @type { | typeof __VLS_components.RouterLink | typeof __VLS_components.RouterLink} */
    RouterLink;
    // @ts-ignore
    const __VLS_1 = __VLS_asFunctionalComponent1(__VLS_0, new __VLS_0({
        // @ts-ignore
        ...{ class: "button" }, to: "/traces", 'aria-current': (__VLS_ctx.here === 'list' ? 'page' : undefined),
    }));
    const __VLS_2 = __VLS_1({
        ...{ class: "button" },
        to: "/traces",
        'aria-current': (__VLS_ctx.here === 'list' ? 'page' : undefined),
    }, ...__VLS_functionalComponentArgsRest(__VLS_1));
    /** @type {__VLS_StyleScopedClasses['button']} */ ;
    var __VLS_3;
    const { default: __VLS_5 } = __VLS_nonNull(__VLS_3.slots);
    const __VLS_6 = AppIcon;
    // @ts-ignore
    const __VLS_7 = __VLS_asFunctionalComponent1(__VLS_6, new __VLS_6({
        // @ts-ignore
        name: "traces", size: (16),
    }));
    const __VLS_8 = __VLS_7({
        name: "traces",
        size: (16),
    }, ...__VLS_functionalComponentArgsRest(__VLS_7));
    // @ts-ignore
    [here,];
    let __VLS_11;
    /** @ts-ignore @type { | typeof __VLS_components.RouterLink | typeof __VLS_components.RouterLink} */
    RouterLink;
    // @ts-ignore
    const __VLS_12 = __VLS_asFunctionalComponent1(__VLS_11, new __VLS_11({
        // @ts-ignore
        ...{ class: "button" }, to: "/map", 'aria-current': (__VLS_ctx.here === 'map' ? 'page' : undefined),
    }));
    const __VLS_13 = __VLS_12({
        ...{ class: "button" },
        to: "/map",
        'aria-current': (__VLS_ctx.here === 'map' ? 'page' : undefined),
    }, ...__VLS_functionalComponentArgsRest(__VLS_12));
    /** @type {__VLS_StyleScopedClasses['button']} */ ;
    var __VLS_14;
    const { default: __VLS_16 } = __VLS_nonNull(__VLS_14.slots);
    const __VLS_17 = AppIcon;
    // @ts-ignore
    const __VLS_18 = __VLS_asFunctionalComponent1(__VLS_17, new __VLS_17({
        // @ts-ignore
        name: "map", size: (16),
    }));
    const __VLS_19 = __VLS_18({
        name: "map",
        size: (16),
    }, ...__VLS_functionalComponentArgsRest(__VLS_18));
    // @ts-ignore
    [here,];
    // @ts-ignore
    [];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({
    __typeProps: {},
});
export default {};
