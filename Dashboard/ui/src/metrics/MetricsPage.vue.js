import { computed, ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { get } from '../api/client';
import { useLive } from '../api/live';
import { useShortcuts } from '../app/shortcuts';
import AppIcon from '../parts/AppIcon.vue';
import EmptyState from '../parts/EmptyState.vue';
import { count, shortTime } from '../parts/format';
import { useQuery } from '../parts/query';
import InstrumentCharts from './InstrumentCharts.vue';
import InstrumentTree from './InstrumentTree.vue';
const route = useRoute();
const router = useRouter();
const query = useQuery();
const minutes = query.text('minutes');
const where = query.list('where');
/** The end of the range when it stands still; empty follows the clock. */
const to = query.text('to');
const instruments = ref(null);
useLive('Metrics', async () => {
    instruments.value = (await get('/api/metrics')).instruments;
});
const selected = computed(() => instruments.value?.find((item) => item.resource === route.query.resource && item.meter === route.query.meter && item.name === route.query.name) ??
    instruments.value?.find((item) => item.name === 'http.server.request.duration') ??
    instruments.value?.[0] ??
    null);
function show(item) {
    void router.replace({ query: { resource: item.resource, meter: item.meter, name: item.name, minutes: minutes.value || undefined, to: to.value || undefined } });
}
function togglePause() {
    to.value = to.value === '' ? String(Date.now()) : '';
}
useShortcuts({ p: togglePause });
const ranges = [
    { minutes: '5', label: '5 min' },
    { minutes: '15', label: '15 min' },
    { minutes: '60', label: '1 h' },
    { minutes: '360', label: '6 h' },
    { minutes: '1440', label: '24 h' },
];
const __VLS_ctx = {};
let __VLS_components;
let __VLS_intrinsics;
let __VLS_directives;
void __VLS_ctx, __VLS_components, __VLS_intrinsics, __VLS_directives;
const __VLS_template = () => {
    __VLS_withDotValue(instruments, {});
    __VLS_withDotValue(to, {});
    __VLS_withDotValue(minutes, {});
    __VLS_withDotValue(selected, {});
    void {};
    /** @type {__VLS_StyleScopedClasses['ranges']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.section, __VLS_intrinsics.section)({
        ...{ class: "page" },
    });
    /** @type {__VLS_StyleScopedClasses['page']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.header, __VLS_intrinsics.header)({
        ...{ class: "page-head" },
    });
    /** @type {__VLS_StyleScopedClasses['page-head']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.h1, __VLS_intrinsics.h1)({});
    if (instruments.value) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            ...{ class: "quiet" },
        });
        /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
        (__VLS_unwrap(count, {})(instruments.value.length));
    }
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "push" },
    });
    /** @type {__VLS_StyleScopedClasses['push']} */ ;
    if (to.value) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            ...{ class: "quiet" },
        });
        /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
        (__VLS_unwrap(shortTime, {})(new Date(Number(to.value)).toISOString()));
    }
    __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
        ...{ onClick: (togglePause) },
        type: "button",
        ...{ class: "button" },
        'aria-pressed': (to.value !== ''),
        title: "Hold the time range still; a link then shows the same (p)",
    });
    /** @type {__VLS_StyleScopedClasses['button']} */ ;
    const __VLS_0 = AppIcon;
    // @ts-ignore
    const __VLS_1 = __VLS_asFunctionalComponent1(__VLS_0, new __VLS_0({
        // @ts-ignore
        name: (to.value ? 'play' : 'pause'), size: (16),
    }));
    const __VLS_2 = __VLS_1({
        name: (to.value ? 'play' : 'pause'),
        size: (16),
    }, ...__VLS_functionalComponentArgsRest(__VLS_1));
    (to.value ? 'Resume' : 'Pause');
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "ranges" },
        role: "group",
        'aria-label': "Time range",
    });
    /** @type {__VLS_StyleScopedClasses['ranges']} */ ;
    const __VLS_5 = __VLS_tryAsConstant((__VLS_unwrap(ranges, {})));
    for (const [range] of __VLS_vFor(__VLS_nonNull(__VLS_5))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
            ...{ onClick: (...[$event]) => {
                    void $event;
                    return (minutes.value = range.minutes);
                    // @ts-ignore
                    [instruments, instruments, count, to, to, to, to, to, shortTime, ranges, minutes,];
                } },
            key: (range.minutes),
            type: "button",
            ...{ class: "button" },
            'aria-pressed': ((minutes.value || '5') === range.minutes),
        });
        /** @type {__VLS_StyleScopedClasses['button']} */ ;
        (range.label);
        // @ts-ignore
        [minutes,];
    }
    if (selected.value && instruments.value) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
            ...{ class: "page-body" },
        });
        /** @type {__VLS_StyleScopedClasses['page-body']} */ ;
        const __VLS_6 = InstrumentTree;
        // @ts-ignore
        const __VLS_7 = __VLS_asFunctionalComponent1(__VLS_6, new __VLS_6({
            // @ts-ignore
            ...{ 'onShow': {} }, instruments: (instruments.value), selected: (selected.value),
        }));
        const __VLS_8 = __VLS_7({
            ...{ 'onShow': {} },
            instruments: (instruments.value),
            selected: (selected.value),
        }, ...__VLS_functionalComponentArgsRest(__VLS_7));
        let __VLS_11;
        const __VLS_12 = {
            /** @type {typeof __VLS_11.show} */
            onShow: (show),
        };
        void __VLS_12;
        var __VLS_9;
        var __VLS_10;
        const __VLS_13 = InstrumentCharts;
        // @ts-ignore
        const __VLS_14 = __VLS_asFunctionalComponent1(__VLS_13, new __VLS_13({
            // @ts-ignore
            key: (`${selected.value.resource} ${selected.value.meter} ${selected.value.name}`), where: (__VLS_unwrap(where, {})), instrument: (selected.value), minutes: (Number(minutes.value || '5')), to: (to.value),
        }));
        const __VLS_15 = __VLS_14({
            key: (`${selected.value.resource} ${selected.value.meter} ${selected.value.name}`),
            where: (__VLS_unwrap(where, {})),
            instrument: (selected.value),
            minutes: (Number(minutes.value || '5')),
            to: (to.value),
        }, ...__VLS_functionalComponentArgsRest(__VLS_14));
    }
    else if (instruments.value) {
        const __VLS_18 = EmptyState || EmptyState;
        // @ts-ignore
        const __VLS_19 = __VLS_asFunctionalComponent1(__VLS_18, new __VLS_18({
            // @ts-ignore
            icon: "metrics", title: "No metrics yet",
        }));
        const __VLS_20 = __VLS_19({
            icon: "metrics",
            title: "No metrics yet",
        }, ...__VLS_functionalComponentArgsRest(__VLS_19));
        var __VLS_21;
        const { default: __VLS_23 } = __VLS_nonNull(__VLS_21.slots);
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({});
        // @ts-ignore
        [instruments, instruments, instruments, to, minutes, selected, selected, selected, selected, selected, selected, where,];
    }
    // @ts-ignore
    [];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({});
export default {};
