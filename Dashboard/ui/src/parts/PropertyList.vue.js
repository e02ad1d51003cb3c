import { ref } from 'vue';
import AppIcon from './AppIcon.vue';
import CopyButton from './CopyButton.vue';
const { defineProps, } = {};
const __VLS_props = defineProps();
const shown = ref(new Set());
/** Values that are no secret by the host's word, but read like one: hidden from a glance or a shared screen until asked for. */
function isDelicate(item) {
    return !!item.value && (item.secret === true || /passw|secret|token|api_?key|apikey|credential|private/i.test(item.name) || /(password|pwd|accesskey|sharedaccess\w*)\s*=|:\/\/[^/\s:@]+:[^/\s@]+@/i.test(item.value));
}
function toggle(item) {
    const next = new Set(shown.value);
    if (!next.delete(item.name))
        next.add(item.name);
    shown.value = next;
}
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
    __VLS_withDotValue(shown, {});
    void {};
    __VLS_asFunctionalElement1(__VLS_intrinsics.details, __VLS_intrinsics.details)({
        ...{ class: "section" },
        open: (__VLS_ctx.open),
    });
    /** @type {__VLS_StyleScopedClasses['section']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.summary, __VLS_intrinsics.summary)({});
    (__VLS_ctx.title);
    if (__VLS_ctx.items.length > 0) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            ...{ class: "chip" },
        });
        /** @type {__VLS_StyleScopedClasses['chip']} */ ;
        (__VLS_ctx.items.length);
    }
    if (__VLS_ctx.items.length > 0) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.dl, __VLS_intrinsics.dl)({});
        const __VLS_0 = __VLS_tryAsConstant((__VLS_ctx.items));
        for (const [item] of __VLS_vFor(__VLS_nonNull(__VLS_0))) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
                key: (item.name),
            });
            __VLS_asFunctionalElement1(__VLS_intrinsics.dt, __VLS_intrinsics.dt)({});
            (item.name);
            __VLS_asFunctionalElement1(__VLS_intrinsics.dd, __VLS_intrinsics.dd)({});
            if (item.secret && !item.value) {
                __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
                    ...{ class: "secret" },
                });
                /** @type {__VLS_StyleScopedClasses['secret']} */ ;
                const __VLS_1 = AppIcon;
                // @ts-ignore
                const __VLS_2 = __VLS_asFunctionalComponent1(__VLS_1, new __VLS_1({
                    // @ts-ignore
                    name: "lock", size: (14),
                }));
                const __VLS_3 = __VLS_2({
                    name: "lock",
                    size: (14),
                }, ...__VLS_functionalComponentArgsRest(__VLS_2));
            }
            else if (isDelicate(item) && !shown.value.has(item.name)) {
                __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
                    ...{ class: "mono quiet" },
                });
                /** @type {__VLS_StyleScopedClasses['mono']} */ ;
                /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
                __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
                    ...{ class: "sr" },
                });
                /** @type {__VLS_StyleScopedClasses['sr']} */ ;
                __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
                    'aria-hidden': "true",
                });
            }
            else {
                __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
                    ...{ class: "mono" },
                });
                /** @type {__VLS_StyleScopedClasses['mono']} */ ;
                (item.value);
            }
            if (item.value) {
                __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
                    ...{ class: "tools" },
                });
                /** @type {__VLS_StyleScopedClasses['tools']} */ ;
                if (isDelicate(item)) {
                    __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
                        ...{ onClick: (...[$event]) => {
                                void $event;
                                if (!(__VLS_ctx.items.length > 0))
                                    throw 0;
                                if (!(item.value))
                                    throw 0;
                                if (!(isDelicate(item)))
                                    throw 0;
                                return (toggle(item));
                                // @ts-ignore
                                [open, title, items, items, items, items, shown,];
                            } },
                        type: "button",
                        ...{ class: "reveal" },
                        'aria-label': (`${shown.value.has(item.name) ? 'Hide' : 'Show'} ${item.name}`),
                        'aria-pressed': (shown.value.has(item.name)),
                        title: "Show or hide",
                    });
                    /** @type {__VLS_StyleScopedClasses['reveal']} */ ;
                    const __VLS_6 = AppIcon;
                    // @ts-ignore
                    const __VLS_7 = __VLS_asFunctionalComponent1(__VLS_6, new __VLS_6({
                        // @ts-ignore
                        name: "eye", size: (14),
                    }));
                    const __VLS_8 = __VLS_7({
                        name: "eye",
                        size: (14),
                    }, ...__VLS_functionalComponentArgsRest(__VLS_7));
                }
                const __VLS_11 = CopyButton;
                // @ts-ignore
                const __VLS_12 = __VLS_asFunctionalComponent1(__VLS_11, new __VLS_11({
                    // @ts-ignore
                    text: (item.value), label: (item.name),
                }));
                const __VLS_13 = __VLS_12({
                    text: (item.value),
                    label: (item.name),
                }, ...__VLS_functionalComponentArgsRest(__VLS_12));
            }
            // @ts-ignore
            [shown, shown,];
        }
    }
    var __VLS_16 = {};
    var __VLS_17 = __VLS_16;
    // @ts-ignore
    [];
    return {
        __VLS_Slots: {},
    };
};
void [__VLS_template, {}];
const __VLS_base = (await import('vue')).defineComponent({
    __typeProps: {},
});
const __VLS_export = {};
export default {};
