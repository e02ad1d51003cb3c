import AppIcon from './AppIcon.vue';
import CopyButton from './CopyButton.vue';
import { isJson } from './json';
import JsonView from './JsonView.vue';
const { defineProps, defineEmits, } = {};
const __VLS_props = defineProps();
const emit = defineEmits();
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
    __VLS_asFunctionalElement1(__VLS_intrinsics.details, __VLS_intrinsics.details)({
        ...{ class: "section" },
        open: (__VLS_ctx.open),
    });
    /** @type {__VLS_StyleScopedClasses['section']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.summary, __VLS_intrinsics.summary)({});
    (__VLS_ctx.title);
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "chip" },
    });
    /** @type {__VLS_StyleScopedClasses['chip']} */ ;
    (__VLS_ctx.items.length);
    __VLS_asFunctionalElement1(__VLS_intrinsics.dl, __VLS_intrinsics.dl)({});
    const __VLS_0 = __VLS_tryAsConstant((__VLS_ctx.items));
    for (const [item, index] of __VLS_vFor(__VLS_nonNull(__VLS_0))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
            key: (index),
            ...{ class: ({ whole: __VLS_unwrap(isJson, {})(item.value) }) },
        });
        /** @type {__VLS_StyleScopedClasses['whole']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.dt, __VLS_intrinsics.dt)({});
        (item.key);
        __VLS_asFunctionalElement1(__VLS_intrinsics.dd, __VLS_intrinsics.dd)({});
        if (__VLS_unwrap(isJson, {})(item.value)) {
            const __VLS_1 = JsonView;
            // @ts-ignore
            const __VLS_2 = __VLS_asFunctionalComponent1(__VLS_1, new __VLS_1({
                // @ts-ignore
                text: (item.value),
            }));
            const __VLS_3 = __VLS_2({
                text: (item.value),
            }, ...__VLS_functionalComponentArgsRest(__VLS_2));
        }
        else {
            __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
                ...{ class: "mono" },
                'data-type': (item.type),
            });
            /** @type {__VLS_StyleScopedClasses['mono']} */ ;
            (item.value);
        }
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            ...{ class: "tools" },
        });
        /** @type {__VLS_StyleScopedClasses['tools']} */ ;
        if (__VLS_ctx.filterable) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
                ...{ onClick: (...[$event]) => {
                        void $event;
                        if (!(__VLS_ctx.filterable))
                            throw 0;
                        return (__VLS_unwrap(emit, {})('filter', `${item.key} = ${item.value}`));
                        // @ts-ignore
                        [open, title, items, items, isJson, isJson, filterable, emit,];
                    } },
                type: "button",
                'aria-label': (`Only records where ${item.key} is this`),
                title: "Only with this value",
            });
            const __VLS_6 = AppIcon;
            // @ts-ignore
            const __VLS_7 = __VLS_asFunctionalComponent1(__VLS_6, new __VLS_6({
                // @ts-ignore
                name: "filter", size: (14),
            }));
            const __VLS_8 = __VLS_7({
                name: "filter",
                size: (14),
            }, ...__VLS_functionalComponentArgsRest(__VLS_7));
            __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
                ...{ onClick: (...[$event]) => {
                        void $event;
                        if (!(__VLS_ctx.filterable))
                            throw 0;
                        return (__VLS_unwrap(emit, {})('filter', `${item.key} != ${item.value}`));
                        // @ts-ignore
                        [emit,];
                    } },
                type: "button",
                'aria-label': (`Only records where ${item.key} is something else`),
                title: "Only without this value",
            });
            const __VLS_11 = AppIcon;
            // @ts-ignore
            const __VLS_12 = __VLS_asFunctionalComponent1(__VLS_11, new __VLS_11({
                // @ts-ignore
                name: "unfilter", size: (14),
            }));
            const __VLS_13 = __VLS_12({
                name: "unfilter",
                size: (14),
            }, ...__VLS_functionalComponentArgsRest(__VLS_12));
        }
        const __VLS_16 = CopyButton;
        // @ts-ignore
        const __VLS_17 = __VLS_asFunctionalComponent1(__VLS_16, new __VLS_16({
            // @ts-ignore
            text: (item.value), label: (item.key),
        }));
        const __VLS_18 = __VLS_17({
            text: (item.value),
            label: (item.key),
        }, ...__VLS_functionalComponentArgsRest(__VLS_17));
        // @ts-ignore
        [];
    }
    // @ts-ignore
    [];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({
    __typeEmits: {},
    __typeProps: {},
});
export default {};
