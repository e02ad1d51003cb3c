import { computed } from 'vue';
import CopyButton from './CopyButton.vue';
const { defineProps, } = {};
const props = defineProps();
const part = (name) => props.attributes.find((attribute) => attribute.key === `exception.${name}`)?.value ?? '';
const type = computed(() => part('type'));
const message = computed(() => part('message'));
const stack = computed(() => part('stacktrace'));
const lines = computed(() => stack.value
    .split('\n')
    .slice(0, 500)
    .map((text) => ({ text, foreign: /^\s+at (System\.|Microsoft\.|java\.|node:)|node_modules|site-packages|\(node:|^\s*--- /.test(text) })));
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
    __VLS_withDotValue(type, {});
    __VLS_withDotValue(message, {});
    __VLS_withDotValue(stack, {});
    void {};
    /** @type {__VLS_StyleScopedClasses['head']} */ ;
    if (type.value || message.value || stack.value) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.section, __VLS_intrinsics.section)({
            ...{ class: "exception" },
            'aria-label': "Exception",
        });
        /** @type {__VLS_StyleScopedClasses['exception']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
            ...{ class: "head" },
        });
        /** @type {__VLS_StyleScopedClasses['head']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.h3, __VLS_intrinsics.h3)({});
        (type.value || 'Exception');
        const __VLS_0 = CopyButton;
        // @ts-ignore
        const __VLS_1 = __VLS_asFunctionalComponent1(__VLS_0, new __VLS_0({
            // @ts-ignore
            text: (stack.value || `${type.value}: ${message.value}`), label: "exception",
        }));
        const __VLS_2 = __VLS_1({
            text: (stack.value || `${type.value}: ${message.value}`),
            label: "exception",
        }, ...__VLS_functionalComponentArgsRest(__VLS_1));
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({});
        (message.value);
        if (stack.value) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.pre, __VLS_intrinsics.pre)({
                ...{ class: "mono" },
                tabindex: "0",
                role: "region",
                'aria-label': "Stack trace",
            });
            /** @type {__VLS_StyleScopedClasses['mono']} */ ;
            const __VLS_5 = __VLS_tryAsConstant((__VLS_unwrap(lines, {})));
            for (const [line, index] of __VLS_vFor(__VLS_nonNull(__VLS_5))) {
                __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
                    key: (index),
                    ...{ class: ({ foreign: line.foreign }) },
                });
                /** @type {__VLS_StyleScopedClasses['foreign']} */ ;
                (line.text);
                ('\n');
                // @ts-ignore
                [type, type, type, message, message, message, stack, stack, stack, lines,];
            }
        }
    }
    // @ts-ignore
    [];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({
    __typeProps: {},
});
export default {};
