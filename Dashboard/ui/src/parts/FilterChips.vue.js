import { ref } from 'vue';
import AppIcon from './AppIcon.vue';
import FilterForm from './FilterForm.vue';
const { defineProps, defineModel, } = {};
const __VLS_props = defineProps();
const filters = defineModel({ required: true });
const off = defineModel('off', { required: true });
const adding = ref(false);
function add(condition) {
    if (!filters.value.includes(condition))
        filters.value = [...filters.value, condition];
    off.value = off.value.filter((other) => other !== condition);
}
function toggle(condition) {
    if (filters.value.includes(condition)) {
        filters.value = filters.value.filter((other) => other !== condition);
        off.value = [...off.value, condition];
    }
    else
        add(condition);
}
function remove(condition) {
    filters.value = filters.value.filter((other) => other !== condition);
    off.value = off.value.filter((other) => other !== condition);
}
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
    __VLS_withDotValue(filters, {});
    __VLS_withDotValue(adding, {});
    void {};
    /** @type {__VLS_StyleScopedClasses['filter']} */ ;
    /** @type {__VLS_StyleScopedClasses['filter']} */ ;
    /** @type {__VLS_StyleScopedClasses['filter']} */ ;
    /** @type {__VLS_StyleScopedClasses['filter']} */ ;
    /** @type {__VLS_StyleScopedClasses['filter']} */ ;
    /** @type {__VLS_StyleScopedClasses['off']} */ ;
    /** @type {__VLS_StyleScopedClasses['filter']} */ ;
    /** @type {__VLS_StyleScopedClasses['off']} */ ;
    /** @type {__VLS_StyleScopedClasses['mono']} */ ;
    /** @type {__VLS_StyleScopedClasses['filter']} */ ;
    /** @type {__VLS_StyleScopedClasses['add']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "filters" },
    });
    /** @type {__VLS_StyleScopedClasses['filters']} */ ;
    var __VLS_0 = {};
    const __VLS_2 = __VLS_tryAsConstant(([...filters.value, ...__VLS_unwrap(off, {})]));
    for (const [condition] of __VLS_vFor(__VLS_nonNull(__VLS_2))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            key: (condition),
            ...{ class: "filter" },
            ...{ class: ({ off: !filters.value.includes(condition) }) },
        });
        /** @type {__VLS_StyleScopedClasses['filter']} */ ;
        /** @type {__VLS_StyleScopedClasses['off']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
            ...{ onClick: (...[$event]) => {
                    void $event;
                    return (toggle(condition));
                    // @ts-ignore
                    [filters, filters, off,];
                } },
            type: "button",
            ...{ class: "mono" },
            role: "switch",
            'aria-checked': (filters.value.includes(condition)),
            title: (filters.value.includes(condition) ? 'Turn off' : 'Turn on'),
        });
        /** @type {__VLS_StyleScopedClasses['mono']} */ ;
        (condition);
        __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
            ...{ onClick: (...[$event]) => {
                    void $event;
                    return (remove(condition));
                    // @ts-ignore
                    [filters, filters,];
                } },
            type: "button",
            'aria-label': (`Remove ${condition}`),
            title: "Remove",
        });
        const __VLS_3 = AppIcon;
        // @ts-ignore
        const __VLS_4 = __VLS_asFunctionalComponent1(__VLS_3, new __VLS_3({
            // @ts-ignore
            name: "close", size: (12),
        }));
        const __VLS_5 = __VLS_4({
            name: "close",
            size: (12),
        }, ...__VLS_functionalComponentArgsRest(__VLS_4));
        // @ts-ignore
        [];
    }
    if (adding.value) {
        const __VLS_8 = FilterForm;
        // @ts-ignore
        const __VLS_9 = __VLS_asFunctionalComponent1(__VLS_8, new __VLS_8({
            // @ts-ignore
            ...{ 'onAdd': {} }, ...{ 'onClose': {} }, signal: (__VLS_ctx.signal),
        }));
        const __VLS_10 = __VLS_9({
            ...{ 'onAdd': {} },
            ...{ 'onClose': {} },
            signal: (__VLS_ctx.signal),
        }, ...__VLS_functionalComponentArgsRest(__VLS_9));
        let __VLS_13;
        const __VLS_14 = {
            /** @type {typeof __VLS_13.add} */
            onAdd: (add),
        };
        void __VLS_14;
        const __VLS_15 = {
            /** @type {typeof __VLS_13.close} */
            onClose: (...[$event]) => {
                void $event;
                if (!(adding.value))
                    throw 0;
                return (adding.value = false);
                // @ts-ignore
                [adding, adding, signal,];
            },
        };
        void __VLS_15;
        var __VLS_11;
        var __VLS_12;
    }
    else {
        __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
            ...{ onClick: (...[$event]) => {
                    void $event;
                    if (!!(adding.value))
                        throw 0;
                    return (adding.value = true);
                    // @ts-ignore
                    [adding,];
                } },
            type: "button",
            ...{ class: "add" },
        });
        /** @type {__VLS_StyleScopedClasses['add']} */ ;
        const __VLS_16 = AppIcon;
        // @ts-ignore
        const __VLS_17 = __VLS_asFunctionalComponent1(__VLS_16, new __VLS_16({
            // @ts-ignore
            name: "filter", size: (13),
        }));
        const __VLS_18 = __VLS_17({
            name: "filter",
            size: (13),
        }, ...__VLS_functionalComponentArgsRest(__VLS_17));
    }
    if (__VLS_ctx.fault) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            ...{ class: "fault" },
            role: "alert",
        });
        /** @type {__VLS_StyleScopedClasses['fault']} */ ;
        (__VLS_ctx.fault);
    }
    var __VLS_1 = __VLS_0;
    // @ts-ignore
    [fault, fault,];
    return {
        __VLS_Slots: {},
    };
};
void [__VLS_template, {}];
const __VLS_base = (await import('vue')).defineComponent({
    __typeEmits: {},
    __typeProps: {},
});
const __VLS_export = {};
export default {};
