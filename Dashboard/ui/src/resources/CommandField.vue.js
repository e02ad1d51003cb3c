import { computed, ref } from 'vue';
const { defineProps, defineModel, } = {};
const props = defineProps();
const value = defineModel({ required: true });
const seen = ref(false);
const id = computed(() => `input-${props.input.name}`);
const described = computed(() => [props.input.description && `${id.value}-hint`, props.fault && `${id.value}-fault`].filter(Boolean).join(' ') || undefined);
const shared = computed(() => ({
    id: id.value,
    'aria-describedby': described.value,
    'aria-invalid': props.fault !== '',
    'aria-required': props.input.required,
    disabled: props.input.disabled,
    class: 'field',
}));
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
    __VLS_withDotValue(value, {});
    __VLS_withDotValue(seen, {});
    void {};
    /** @type {__VLS_StyleScopedClasses['check']} */ ;
    /** @type {__VLS_StyleScopedClasses['line']} */ ;
    /** @type {__VLS_StyleScopedClasses['field']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "input" },
    });
    /** @type {__VLS_StyleScopedClasses['input']} */ ;
    if (__VLS_ctx.input.kind === 'boolean') {
        __VLS_asFunctionalElement1(__VLS_intrinsics.label, __VLS_intrinsics.label)({
            ...{ class: "check" },
        });
        /** @type {__VLS_StyleScopedClasses['check']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.input)({
            ...{ onChange: (...[$event]) => {
                    void $event;
                    if (!(__VLS_ctx.input.kind === 'boolean'))
                        throw 0;
                    return (value.value = String($event.target.checked));
                    // @ts-ignore
                    [input, value,];
                } },
            id: (__VLS_unwrap(id, {})),
            type: "checkbox",
            checked: (value.value === 'true'),
            disabled: (__VLS_ctx.input.disabled),
            'aria-describedby': (__VLS_unwrap(described, {})),
        });
        (__VLS_ctx.input.label ?? __VLS_ctx.input.name);
    }
    else {
        __VLS_asFunctionalElement1(__VLS_intrinsics.label, __VLS_intrinsics.label)({
            for: (__VLS_unwrap(id, {})),
        });
        (__VLS_ctx.input.label ?? __VLS_ctx.input.name);
        if (!__VLS_ctx.input.required) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
                ...{ class: "quiet" },
            });
            /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
        }
        if (__VLS_ctx.input.kind === 'choice' && !__VLS_ctx.input.allowOther) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.select, __VLS_intrinsics.select)({
                ...(__VLS_unwrap(shared, {})),
                value: (value.value),
            });
            __VLS_asFunctionalElement1(__VLS_intrinsics.option, __VLS_intrinsics.option)({
                value: "",
                disabled: (__VLS_ctx.input.required),
            });
            (__VLS_ctx.input.placeholder ?? 'Choose');
            const __VLS_0 = __VLS_tryAsConstant((__VLS_ctx.input.options ?? []));
            for (const [option] of __VLS_vFor(__VLS_nonNull(__VLS_0))) {
                __VLS_asFunctionalElement1(__VLS_intrinsics.option, __VLS_intrinsics.option)({
                    key: (option.value),
                    value: (option.value),
                });
                (option.label ?? option.value);
                // @ts-ignore
                [input, input, input, input, input, input, input, input, input, input, input, value, value, id, id, described, shared,];
            }
        }
        else {
            __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
                ...{ class: "line" },
            });
            /** @type {__VLS_StyleScopedClasses['line']} */ ;
            __VLS_asFunctionalElement1(__VLS_intrinsics.input)({
                ...(__VLS_unwrap(shared, {})),
                type: (__VLS_ctx.input.kind === 'secret' && !seen.value ? 'password' : 'text'),
                inputmode: (__VLS_ctx.input.kind === 'number' ? 'decimal' : undefined),
                placeholder: (__VLS_ctx.input.placeholder ?? undefined),
                maxlength: (__VLS_ctx.input.maxLength ?? undefined),
                list: (__VLS_ctx.input.kind === 'choice' ? `${__VLS_unwrap(id, {})}-options` : undefined),
                autocomplete: "off",
                spellcheck: "false",
            });
            (value.value);
            if (__VLS_ctx.input.kind === 'choice') {
                __VLS_asFunctionalElement1(__VLS_intrinsics.datalist, __VLS_intrinsics.datalist)({
                    id: (`${__VLS_unwrap(id, {})}-options`),
                });
                const __VLS_1 = __VLS_tryAsConstant((__VLS_ctx.input.options ?? []));
                for (const [option] of __VLS_vFor(__VLS_nonNull(__VLS_1))) {
                    __VLS_asFunctionalElement1(__VLS_intrinsics.option, __VLS_intrinsics.option)({
                        key: (option.value),
                        value: (option.value),
                    });
                    (option.label ?? option.value);
                    // @ts-ignore
                    [input, input, input, input, input, input, input, value, id, id, shared, seen,];
                }
            }
            if (__VLS_ctx.input.kind === 'secret') {
                __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
                    ...{ onClick: (...[$event]) => {
                            void $event;
                            if (!!(__VLS_ctx.input.kind === 'boolean'))
                                throw 0;
                            if (!!(__VLS_ctx.input.kind === 'choice' && !__VLS_ctx.input.allowOther))
                                throw 0;
                            if (!(__VLS_ctx.input.kind === 'secret'))
                                throw 0;
                            return (seen.value = !seen.value);
                            // @ts-ignore
                            [input, seen, seen,];
                        } },
                    type: "button",
                    ...{ class: "button" },
                    'aria-pressed': (seen.value),
                });
                /** @type {__VLS_StyleScopedClasses['button']} */ ;
            }
        }
    }
    if (__VLS_ctx.input.description) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.small, __VLS_intrinsics.small)({
            id: (`${__VLS_unwrap(id, {})}-hint`),
            ...{ class: "quiet" },
        });
        /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
        (__VLS_ctx.input.description);
    }
    if (__VLS_ctx.fault) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.small, __VLS_intrinsics.small)({
            id: (`${__VLS_unwrap(id, {})}-fault`),
            ...{ class: "fault" },
            role: "alert",
        });
        /** @type {__VLS_StyleScopedClasses['fault']} */ ;
        (__VLS_ctx.fault);
    }
    // @ts-ignore
    [input, input, id, id, seen, fault, fault,];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({
    __typeEmits: {},
    __typeProps: {},
});
export default {};
