import { computed } from 'vue';
import { levelOf } from './severity';
const { defineProps, } = {};
const props = defineProps();
const level = computed(() => levelOf(props.severity));
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
    __VLS_withDotValue(level, {});
    void {};
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "severity mono" },
        'data-tone': (level.value.tone),
        title: (level.value.name),
    });
    /** @type {__VLS_StyleScopedClasses['severity']} */ ;
    /** @type {__VLS_StyleScopedClasses['mono']} */ ;
    (level.value.short);
    // @ts-ignore
    [level, level, level,];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({
    __typeProps: {},
});
export default {};
