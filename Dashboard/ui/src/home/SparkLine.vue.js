import { computed } from 'vue';
const { defineProps, } = {};
const props = defineProps();
const Width = 96;
const Height = 24;
const path = computed(() => {
    const most = Math.max(...props.values.map((value) => value ?? 0));
    if (most <= 0 && !props.values.some((value) => value !== null))
        return null;
    const x = (index) => (index / Math.max(1, props.values.length - 1)) * Width;
    const y = (value) => Height - 1.5 - (most > 0 ? (value / most) * (Height - 4) : 0);
    let line = '';
    let area = '';
    let dots = '';
    let start = -1;
    props.values.forEach((value, index) => {
        if (value === null)
            return;
        const isFirst = index === 0 || props.values[index - 1] == null;
        const isLast = index === props.values.length - 1 || props.values[index + 1] == null;
        if (isFirst)
            start = index;
        // A lonely value is a dot: a line of no length with round ends.
        if (isFirst && isLast)
            dots += `M${x(index).toFixed(1)} ${y(value).toFixed(1)}h0.01`;
        line += `${isFirst ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
        area += `${isFirst ? `M${x(start).toFixed(1)} ${Height}L` : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}${isLast ? `L${x(index).toFixed(1)} ${Height}Z` : ''}`;
    });
    return { line, area, dots };
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
    __VLS_withDotValue(path, {});
    void {};
    /** @type {__VLS_StyleScopedClasses['spark']} */ ;
    if (path.value) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.svg, __VLS_intrinsics.svg)({
            ...{ class: "spark" },
            ...{ class: ({ bad: __VLS_ctx.bad }) },
            viewBox: (`0 0 ${__VLS_unwrap(Width, {})} ${__VLS_unwrap(Height, {})}`),
            width: (__VLS_unwrap(Width, {})),
            height: (__VLS_unwrap(Height, {})),
            preserveAspectRatio: "none",
            'aria-hidden': "true",
        });
        /** @type {__VLS_StyleScopedClasses['spark']} */ ;
        /** @type {__VLS_StyleScopedClasses['bad']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.path)({
            d: (path.value.area),
            ...{ class: "area" },
        });
        /** @type {__VLS_StyleScopedClasses['area']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.path)({
            d: (path.value.line),
            ...{ class: "line" },
        });
        /** @type {__VLS_StyleScopedClasses['line']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.path)({
            d: (path.value.dots),
            ...{ class: "line dot" },
        });
        /** @type {__VLS_StyleScopedClasses['line']} */ ;
        /** @type {__VLS_StyleScopedClasses['dot']} */ ;
    }
    // @ts-ignore
    [path, path, path, path, bad, Width, Width, Height, Height,];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({
    __typeProps: {},
});
export default {};
