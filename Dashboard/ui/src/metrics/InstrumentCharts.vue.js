import { computed, shallowRef, watch } from 'vue';
import { get } from '../api/client';
import { useLive } from '../api/live';
import { time } from '../parts/format';
import HeatChart from './HeatChart.vue';
import LineChart from './LineChart.vue';
import { inUnit, unitName } from './units';
const { defineProps, defineModel, } = {};
const props = defineProps();
const where = defineModel('where', { required: true });
const chart = shallowRef(null);
const request = useLive('Metrics', async () => {
    const { resource, meter, name } = props.instrument;
    chart.value = await get('/api/metrics/chart', { resource, meter, name, minutes: props.minutes, to: props.to, where: where.value });
});
watch([() => props.minutes, () => props.to, where], request);
/** A dimension that has one value in all series has nothing to choose. */
const dimensions = computed(() => chart.value?.dimensions.filter((dimension) => dimension.values.length > 1 || chosen(dimension.key) !== '') ?? []);
const title = computed(() => unitName(props.instrument.unit, props.instrument.kind) || props.instrument.name);
function chosen(key) {
    return where.value.find((condition) => condition.startsWith(`${key}=`))?.slice(key.length + 1) ?? '';
}
function choose(key, value) {
    where.value = [...where.value.filter((condition) => !condition.startsWith(`${key}=`)), ...(value === '' ? [] : [`${key}=${value}`])];
}
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
    __VLS_withDotValue(dimensions, {});
    __VLS_withDotValue(chart, {});
    void {};
    /** @type {__VLS_StyleScopedClasses['dimensions']} */ ;
    /** @type {__VLS_StyleScopedClasses['exemplars']} */ ;
    /** @type {__VLS_StyleScopedClasses['exemplars']} */ ;
    /** @type {__VLS_StyleScopedClasses['charts']} */ ;
    /** @type {__VLS_StyleScopedClasses['dimensions']} */ ;
    /** @type {__VLS_StyleScopedClasses['dimensions']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "page-main charts" },
    });
    /** @type {__VLS_StyleScopedClasses['page-main']} */ ;
    /** @type {__VLS_StyleScopedClasses['charts']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.header, __VLS_intrinsics.header)({});
    __VLS_asFunctionalElement1(__VLS_intrinsics.h2, __VLS_intrinsics.h2)({});
    (__VLS_ctx.instrument.name);
    __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({
        ...{ class: "quiet" },
    });
    /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
    (__VLS_ctx.instrument.description || __VLS_ctx.instrument.meter);
    if (dimensions.value.length > 0) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
            ...{ class: "dimensions" },
        });
        /** @type {__VLS_StyleScopedClasses['dimensions']} */ ;
        const __VLS_0 = __VLS_tryAsConstant((dimensions.value));
        for (const [dimension] of __VLS_vFor(__VLS_nonNull(__VLS_0))) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.label, __VLS_intrinsics.label)({
                key: (dimension.key),
            });
            __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({});
            (dimension.key);
            __VLS_asFunctionalElement1(__VLS_intrinsics.select, __VLS_intrinsics.select)({
                ...{ onChange: (...[$event]) => {
                        void $event;
                        if (!(dimensions.value.length > 0))
                            throw 0;
                        return (choose(dimension.key, $event.target.value));
                        // @ts-ignore
                        [instrument, instrument, instrument, dimensions, dimensions,];
                    } },
                ...{ class: "field" },
                value: (chosen(dimension.key)),
            });
            /** @type {__VLS_StyleScopedClasses['field']} */ ;
            __VLS_asFunctionalElement1(__VLS_intrinsics.option, __VLS_intrinsics.option)({
                value: "",
            });
            const __VLS_1 = __VLS_tryAsConstant((dimension.values));
            for (const [value] of __VLS_vFor(__VLS_nonNull(__VLS_1))) {
                __VLS_asFunctionalElement1(__VLS_intrinsics.option, __VLS_intrinsics.option)({
                    key: (value),
                    value: (value),
                });
                (value);
                // @ts-ignore
                [];
            }
            // @ts-ignore
            [];
        }
    }
    if (chart.value) {
        const __VLS_2 = LineChart;
        // @ts-ignore
        const __VLS_3 = __VLS_asFunctionalComponent1(__VLS_2, new __VLS_2({
            // @ts-ignore
            title: (chart.value.heat ? 'Percentiles' : __VLS_unwrap(title, {})), times: (chart.value.times), lines: (chart.value.lines), unit: (__VLS_ctx.instrument.unit), exemplars: (chart.value.heat ? chart.value.exemplars : []),
        }));
        const __VLS_4 = __VLS_3({
            title: (chart.value.heat ? 'Percentiles' : __VLS_unwrap(title, {})),
            times: (chart.value.times),
            lines: (chart.value.lines),
            unit: (__VLS_ctx.instrument.unit),
            exemplars: (chart.value.heat ? chart.value.exemplars : []),
        }, ...__VLS_functionalComponentArgsRest(__VLS_3));
        if (chart.value.omitted > 0) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({
                ...{ class: "quiet" },
            });
            /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
            (chart.value.omitted);
        }
        if (chart.value.rate) {
            const __VLS_7 = LineChart;
            // @ts-ignore
            const __VLS_8 = __VLS_asFunctionalComponent1(__VLS_7, new __VLS_7({
                // @ts-ignore
                title: "Measurements per second", times: (chart.value.times), lines: ([chart.value.rate]), unit: "", height: (150),
            }));
            const __VLS_9 = __VLS_8({
                title: "Measurements per second",
                times: (chart.value.times),
                lines: ([chart.value.rate]),
                unit: "",
                height: (150),
            }, ...__VLS_functionalComponentArgsRest(__VLS_8));
        }
        if (chart.value.heat) {
            const __VLS_12 = HeatChart;
            // @ts-ignore
            const __VLS_13 = __VLS_asFunctionalComponent1(__VLS_12, new __VLS_12({
                // @ts-ignore
                heat: (chart.value.heat), times: (chart.value.times), unit: (__VLS_ctx.instrument.unit),
            }));
            const __VLS_14 = __VLS_13({
                heat: (chart.value.heat),
                times: (chart.value.times),
                unit: (__VLS_ctx.instrument.unit),
            }, ...__VLS_functionalComponentArgsRest(__VLS_13));
        }
        if (chart.value.exemplars.length > 0) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.section, __VLS_intrinsics.section)({
                ...{ class: "exemplars" },
            });
            /** @type {__VLS_StyleScopedClasses['exemplars']} */ ;
            __VLS_asFunctionalElement1(__VLS_intrinsics.h3, __VLS_intrinsics.h3)({});
            const __VLS_17 = __VLS_tryAsConstant((chart.value.exemplars.slice(-24)));
            for (const [exemplar, index] of __VLS_vFor(__VLS_nonNull(__VLS_17))) {
                let __VLS_18;
                /** @ts-ignore @type { | typeof __VLS_components.RouterLink | typeof __VLS_components.RouterLink} */
                RouterLink;
                // @ts-ignore
                const __VLS_19 = __VLS_asFunctionalComponent1(__VLS_18, new __VLS_18({
                    // @ts-ignore
                    key: (index), ...{ class: "chip" }, to: ({ path: `/traces/${exemplar.traceId}`, query: { span: exemplar.spanId ?? undefined } }),
                }));
                const __VLS_20 = __VLS_19({
                    key: (index),
                    ...{ class: "chip" },
                    to: ({ path: `/traces/${exemplar.traceId}`, query: { span: exemplar.spanId ?? undefined } }),
                }, ...__VLS_functionalComponentArgsRest(__VLS_19));
                /** @type {__VLS_StyleScopedClasses['chip']} */ ;
                var __VLS_21;
                const { default: __VLS_23 } = __VLS_nonNull(__VLS_21.slots);
                (__VLS_unwrap(inUnit, {})(exemplar.value, __VLS_ctx.instrument.unit));
                (__VLS_unwrap(time, {})(exemplar.time));
                // @ts-ignore
                [instrument, instrument, instrument, chart, chart, chart, chart, chart, chart, chart, chart, chart, chart, chart, chart, chart, chart, chart, chart, title, inUnit, time,];
                // @ts-ignore
                [];
            }
        }
    }
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
