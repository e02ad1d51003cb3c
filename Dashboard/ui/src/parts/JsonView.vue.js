import { computed } from 'vue';
import JsonNode from './JsonNode.vue';
const { defineProps, } = {};
const props = defineProps();
const value = computed(() => JSON.parse(props.text));
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
        ...{ class: "json mono" },
    });
    /** @type {__VLS_StyleScopedClasses['json']} */ ;
    /** @type {__VLS_StyleScopedClasses['mono']} */ ;
    const __VLS_0 = JsonNode;
    // @ts-ignore
    const __VLS_1 = __VLS_asFunctionalComponent1(__VLS_0, new __VLS_0({
        // @ts-ignore
        value: (__VLS_unwrap(value, {})), depth: (0),
    }));
    const __VLS_2 = __VLS_1({
        value: (__VLS_unwrap(value, {})),
        depth: (0),
    }, ...__VLS_functionalComponentArgsRest(__VLS_1));
    // @ts-ignore
    [value,];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({
    __typeProps: {},
});
export default {};
