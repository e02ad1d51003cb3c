import { onMounted, ref, useTemplateRef, watch } from 'vue';
import { get } from '../api/client';
const { defineProps, defineEmits, } = {};
const props = defineProps();
const emit = defineEmits();
const key = ref('');
const operator = ref('=');
const value = ref('');
const offered = ref({ keys: [], values: [] });
const first = useTemplateRef('first');
const operators = [
    { sign: '=', name: 'is' },
    { sign: '!=', name: 'is not' },
    { sign: '~', name: 'contains' },
    { sign: '!~', name: 'lacks' },
    { sign: '>', name: 'over' },
    { sign: '>=', name: 'at least' },
    { sign: '<', name: 'under' },
    { sign: '<=', name: 'at most' },
];
async function load() {
    offered.value = await get('/api/attributes', { signal: props.signal, key: key.value });
}
onMounted(() => {
    first.value?.focus();
    void load();
});
watch(key, () => {
    if (offered.value.keys.includes(key.value))
        void load();
});
function add() {
    if (key.value.trim() === '')
        return emit('close');
    emit('add', `${key.value.trim()} ${operator.value} ${value.value.trim()}`.trimEnd());
    emit('close');
}
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
    __VLS_withDotValue(offered, {});
    void {};
    __VLS_asFunctionalElement1(__VLS_intrinsics.form, __VLS_intrinsics.form)({
        ...{ onSubmit: (add) },
        ...{ onKeydown: (...[$event]) => {
                void $event;
                return (__VLS_unwrap(emit, {})('close'));
                // @ts-ignore
                [emit,];
            } },
        ...{ class: "form" },
        'aria-label': "Filter by attribute",
    });
    /** @type {__VLS_StyleScopedClasses['form']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.input)({
        ref: "first",
        ...{ class: "field mono" },
        list: "attribute-keys",
        'aria-label': "Attribute",
        placeholder: "http.route",
        spellcheck: "false",
        autocomplete: "off",
    });
    (__VLS_unwrap(key, {}));
    /** @type {__VLS_StyleScopedClasses['field']} */ ;
    /** @type {__VLS_StyleScopedClasses['mono']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.datalist, __VLS_intrinsics.datalist)({
        id: "attribute-keys",
    });
    const __VLS_0 = __VLS_tryAsConstant((offered.value.keys));
    for (const [item] of __VLS_vFor(__VLS_nonNull(__VLS_0))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.option)({
            key: (item),
            value: (item),
        });
        // @ts-ignore
        [key, offered,];
    }
    __VLS_asFunctionalElement1(__VLS_intrinsics.select, __VLS_intrinsics.select)({
        value: (__VLS_unwrap(operator, {})),
        ...{ class: "field" },
        'aria-label': "Comparison",
    });
    /** @type {__VLS_StyleScopedClasses['field']} */ ;
    const __VLS_1 = __VLS_tryAsConstant((__VLS_unwrap(operators, {})));
    for (const [item] of __VLS_vFor(__VLS_nonNull(__VLS_1))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.option, __VLS_intrinsics.option)({
            key: (item.sign),
            value: (item.sign),
        });
        (item.name);
        // @ts-ignore
        [operator, operators,];
    }
    __VLS_asFunctionalElement1(__VLS_intrinsics.input)({
        ...{ class: "field mono" },
        list: "attribute-values",
        'aria-label': "Value",
        placeholder: "/api/lists",
        spellcheck: "false",
        autocomplete: "off",
    });
    (__VLS_unwrap(value, {}));
    /** @type {__VLS_StyleScopedClasses['field']} */ ;
    /** @type {__VLS_StyleScopedClasses['mono']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.datalist, __VLS_intrinsics.datalist)({
        id: "attribute-values",
    });
    const __VLS_2 = __VLS_tryAsConstant((offered.value.values));
    for (const [item] of __VLS_vFor(__VLS_nonNull(__VLS_2))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.option)({
            key: (item),
            value: (item),
        });
        // @ts-ignore
        [offered, value,];
    }
    __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
        type: "submit",
        ...{ class: "button primary" },
    });
    /** @type {__VLS_StyleScopedClasses['button']} */ ;
    /** @type {__VLS_StyleScopedClasses['primary']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
        ...{ onClick: (...[$event]) => {
                void $event;
                return (__VLS_unwrap(emit, {})('close'));
                // @ts-ignore
                [emit,];
            } },
        type: "button",
        ...{ class: "button" },
    });
    /** @type {__VLS_StyleScopedClasses['button']} */ ;
    // @ts-ignore
    [];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({
    __typeEmits: {},
    __typeProps: {},
});
export default {};
