import { nextTick, onMounted, onScopeDispose, ref } from 'vue';
import AppIcon from './AppIcon.vue';
const { defineProps, defineEmits, } = {};
const __VLS_props = defineProps();
const emit = defineEmits();
const panel = ref(null);
function onKey(event) {
    if (event.key === 'Escape' && document.querySelector('dialog[open]') === null)
        emit('close');
}
onMounted(() => {
    window.addEventListener('keydown', onKey);
    void nextTick(() => panel.value?.scrollTo(0, 0));
});
onScopeDispose(() => window.removeEventListener('keydown', onKey));
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
    /** @type {__VLS_StyleScopedClasses['title']} */ ;
    /** @type {__VLS_StyleScopedClasses['panel']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.aside, __VLS_intrinsics.aside)({
        ref: "panel",
        ...{ class: "panel" },
        'aria-label': (__VLS_ctx.label),
    });
    /** @type {__VLS_StyleScopedClasses['panel']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.header, __VLS_intrinsics.header)({});
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "title" },
    });
    /** @type {__VLS_StyleScopedClasses['title']} */ ;
    var __VLS_0 = {};
    __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
        ...{ onClick: (...[$event]) => {
                void $event;
                return (__VLS_unwrap(emit, {})('close'));
                // @ts-ignore
                [label, emit,];
            } },
        type: "button",
        ...{ class: "button icon" },
        'aria-label': "Close details",
        title: "Close (Esc)",
    });
    /** @type {__VLS_StyleScopedClasses['button']} */ ;
    /** @type {__VLS_StyleScopedClasses['icon']} */ ;
    const __VLS_2 = AppIcon;
    // @ts-ignore
    const __VLS_3 = __VLS_asFunctionalComponent1(__VLS_2, new __VLS_2({
        // @ts-ignore
        name: "close",
    }));
    const __VLS_4 = __VLS_3({
        name: "close",
    }, ...__VLS_functionalComponentArgsRest(__VLS_3));
    var __VLS_7 = {};
    var __VLS_1 = __VLS_0, __VLS_8 = __VLS_7;
    // @ts-ignore
    [];
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
