import { computed } from 'vue';
const { defineProps, } = {};
const props = defineProps();
const Most = 100;
const children = computed(() => (typeof props.value === 'object' && props.value !== null ? Object.entries(props.value) : null));
const isList = computed(() => Array.isArray(props.value));
const brief = computed(() => {
    const length = children.value?.length ?? 0;
    return isList.value ? `[${length}]` : `{${length}}`;
});
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
    __VLS_withDotValue(children, {});
    __VLS_withDotValue(isList, {});
    void {};
    if (children.value && children.value.length > 0) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.details, __VLS_intrinsics.details)({
            open: (__VLS_ctx.depth < 3),
        });
        __VLS_asFunctionalElement1(__VLS_intrinsics.summary, __VLS_intrinsics.summary)({});
        if (__VLS_ctx.name !== undefined) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
                ...{ class: "name" },
            });
            /** @type {__VLS_StyleScopedClasses['name']} */ ;
            (__VLS_ctx.name);
        }
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            ...{ class: "brief" },
        });
        /** @type {__VLS_StyleScopedClasses['brief']} */ ;
        (__VLS_unwrap(brief, {}));
        __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
            ...{ class: "inner" },
        });
        /** @type {__VLS_StyleScopedClasses['inner']} */ ;
        const __VLS_0 = __VLS_tryAsConstant((children.value.slice(0, __VLS_unwrap(Most, {}))));
        for (const [[key, child]] of __VLS_vFor(__VLS_nonNull(__VLS_0))) {
            let __VLS_1;
            /** @ts-ignore @type { | typeof __VLS_components.JsonNode} */
            JsonNode;
            // @ts-ignore
            const __VLS_2 = __VLS_asFunctionalComponent1(__VLS_1, new __VLS_1({
                // @ts-ignore
                key: (key), name: (key), value: (child), depth: (__VLS_ctx.depth + 1),
            }));
            const __VLS_3 = __VLS_2({
                key: (key),
                name: (key),
                value: (child),
                depth: (__VLS_ctx.depth + 1),
            }, ...__VLS_functionalComponentArgsRest(__VLS_2));
            // @ts-ignore
            [children, children, children, depth, depth, name, name, brief, Most,];
        }
        if (children.value.length > __VLS_unwrap(Most, {})) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
                ...{ class: "brief" },
            });
            /** @type {__VLS_StyleScopedClasses['brief']} */ ;
            (children.value.length - __VLS_unwrap(Most, {}));
        }
    }
    else {
        __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({});
        if (__VLS_ctx.name !== undefined) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
                ...{ class: "name" },
            });
            /** @type {__VLS_StyleScopedClasses['name']} */ ;
            (__VLS_ctx.name);
        }
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            ...{ class: (children.value ? 'brief' : __VLS_ctx.value === null ? 'null' : typeof __VLS_ctx.value) },
        });
        (children.value ? (isList.value ? '[]' : '{}') : JSON.stringify(__VLS_ctx.value));
    }
    // @ts-ignore
    [children, children, children, children, name, name, Most, Most, value, value, value, isList,];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({
    __typeProps: {},
});
export default {};
