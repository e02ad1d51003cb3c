import { computed } from 'vue';
import { useRoute } from 'vue-router';
import ConsoleView from './ConsoleView.vue';
const route = useRoute();
const resource = computed(() => (typeof route.params.resource === 'string' && route.params.resource !== '' ? route.params.resource : null));
const __VLS_ctx = {};
let __VLS_components;
let __VLS_intrinsics;
let __VLS_directives;
void __VLS_ctx, __VLS_components, __VLS_intrinsics, __VLS_directives;
const __VLS_template = () => {
    __VLS_withDotValue(resource, {});
    const __VLS_0 = ConsoleView;
    // @ts-ignore
    const __VLS_1 = __VLS_asFunctionalComponent1(__VLS_0, new __VLS_0({
        // @ts-ignore
        key: (resource.value ?? ''), resource: (resource.value),
    }));
    const __VLS_2 = __VLS_1({
        key: (resource.value ?? ''),
        resource: (resource.value),
    }, ...__VLS_functionalComponentArgsRest(__VLS_1));
    // @ts-ignore
    [resource, resource,];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({});
export default {};
