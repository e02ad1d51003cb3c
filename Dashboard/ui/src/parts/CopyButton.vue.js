import { ref } from 'vue';
import AppIcon from './AppIcon.vue';
import { copyText } from './clipboard';
const { defineProps, } = {};
const props = defineProps();
const copied = ref(false);
async function copy() {
    await copyText(props.text);
    copied.value = true;
    setTimeout(() => (copied.value = false), 1200);
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
    __VLS_withDotValue(copied, {});
    __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
        ...{ onClick: (copy) },
        type: "button",
        'aria-label': (`Copy ${__VLS_ctx.label}`),
        title: (copied.value ? 'Copied' : 'Copy'),
    });
    const __VLS_0 = AppIcon;
    // @ts-ignore
    const __VLS_1 = __VLS_asFunctionalComponent1(__VLS_0, new __VLS_0({
        // @ts-ignore
        name: (copied.value ? 'check' : 'copy'), size: (14),
    }));
    const __VLS_2 = __VLS_1({
        name: (copied.value ? 'check' : 'copy'),
        size: (14),
    }, ...__VLS_functionalComponentArgsRest(__VLS_1));
    // @ts-ignore
    [label, copied, copied,];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({
    __typeProps: {},
});
export default {};
