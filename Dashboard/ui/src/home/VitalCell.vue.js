import { computed } from 'vue';
import { inUnit } from '../metrics/units';
import SparkLine from './SparkLine.vue';
const { defineProps, } = {};
const props = defineProps();
const text = computed(() => (props.vital?.now == null ? '–' : inUnit(props.vital.now, props.vital.unit)));
const to = computed(() => props.vital === null || props.vital.name === ''
    ? { path: '/traces', query: { resource: props.resource } }
    : { path: '/metrics', query: { resource: props.resource, meter: props.vital.meter, name: props.vital.name, minutes: props.minutes } });
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
    /** @type {__VLS_StyleScopedClasses['vital']} */ ;
    if (__VLS_ctx.vital) {
        let __VLS_0;
        /** @ts-ignore @type { | typeof __VLS_components.RouterLink | typeof __VLS_components.RouterLink} */
        RouterLink;
        // @ts-ignore
        const __VLS_1 = __VLS_asFunctionalComponent1(__VLS_0, new __VLS_0({
            // @ts-ignore
            ...{ class: "vital" }, ...{ class: ({ bad: __VLS_ctx.bad }) }, to: (__VLS_unwrap(to, {})), 'aria-label': (`${__VLS_ctx.name} of ${__VLS_ctx.resource}: ${__VLS_unwrap(text, {})}`), title: (__VLS_ctx.vital.name || 'From its spans'),
        }));
        const __VLS_2 = __VLS_1({
            ...{ class: "vital" },
            ...{ class: ({ bad: __VLS_ctx.bad }) },
            to: (__VLS_unwrap(to, {})),
            'aria-label': (`${__VLS_ctx.name} of ${__VLS_ctx.resource}: ${__VLS_unwrap(text, {})}`),
            title: (__VLS_ctx.vital.name || 'From its spans'),
        }, ...__VLS_functionalComponentArgsRest(__VLS_1));
        /** @type {__VLS_StyleScopedClasses['vital']} */ ;
        /** @type {__VLS_StyleScopedClasses['bad']} */ ;
        var __VLS_3;
        const { default: __VLS_5 } = __VLS_nonNull(__VLS_3.slots);
        const __VLS_6 = SparkLine;
        // @ts-ignore
        const __VLS_7 = __VLS_asFunctionalComponent1(__VLS_6, new __VLS_6({
            // @ts-ignore
            values: (__VLS_ctx.vital.values), bad: (__VLS_ctx.bad),
        }));
        const __VLS_8 = __VLS_7({
            values: (__VLS_ctx.vital.values),
            bad: (__VLS_ctx.bad),
        }, ...__VLS_functionalComponentArgsRest(__VLS_7));
        __VLS_asFunctionalElement1(__VLS_intrinsics.b, __VLS_intrinsics.b)({});
        (__VLS_unwrap(text, {}));
        // @ts-ignore
        [vital, vital, vital, bad, bad, to, name, resource, text, text,];
    }
    else {
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            ...{ class: "none" },
            'aria-label': (`No ${__VLS_ctx.name.toLowerCase()} of ${__VLS_ctx.resource}`),
            role: "img",
        });
        /** @type {__VLS_StyleScopedClasses['none']} */ ;
    }
    // @ts-ignore
    [name, resource,];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({
    __typeProps: {},
});
export default {};
