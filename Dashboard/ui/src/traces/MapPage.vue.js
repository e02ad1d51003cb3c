import { computed, ref, shallowRef, watch } from 'vue';
import { get } from '../api/client';
import { useLive } from '../api/live';
import EmptyState from '../parts/EmptyState.vue';
import { count } from '../parts/format';
import { useQuery } from '../parts/query';
import MapDetails from './MapDetails.vue';
import ServiceMap from './ServiceMap.vue';
import TraceTabs from './TraceTabs.vue';
const query = useQuery();
const minutes = query.text('minutes');
const place = query.text('place');
const map = shallowRef(null);
const ready = ref(false);
const request = useLive('Traces', async () => {
    map.value = await get('/api/map', { minutes: minutes.value });
    ready.value = true;
});
watch(minutes, request);
const selected = computed(() => map.value?.nodes.find((node) => node.name === place.value) ?? null);
const edges = computed(() => map.value?.edges ?? []);
const ranges = [
    { minutes: '5', name: 'Last 5 minutes' },
    { minutes: '15', name: 'Last 15 minutes' },
    { minutes: '60', name: 'Last hour' },
    { minutes: '', name: 'All traces kept' },
];
const __VLS_ctx = {};
let __VLS_components;
let __VLS_intrinsics;
let __VLS_directives;
void __VLS_ctx, __VLS_components, __VLS_intrinsics, __VLS_directives;
const __VLS_template = () => {
    __VLS_withDotValue(map, {});
    __VLS_withDotValue(place, {});
    __VLS_withDotValue(ready, {});
    __VLS_withDotValue(selected, {});
    __VLS_asFunctionalElement1(__VLS_intrinsics.section, __VLS_intrinsics.section)({
        ...{ class: "page" },
    });
    /** @type {__VLS_StyleScopedClasses['page']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.header, __VLS_intrinsics.header)({
        ...{ class: "page-head" },
    });
    /** @type {__VLS_StyleScopedClasses['page-head']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.h1, __VLS_intrinsics.h1)({});
    if (map.value) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            ...{ class: "quiet" },
        });
        /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
        (__VLS_unwrap(count, {})(map.value.traces));
        (map.value.traces === 1 ? 'trace' : 'traces');
    }
    if (map.value && map.value.omitted > 0) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            ...{ class: "quiet" },
        });
        /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
        (__VLS_unwrap(count, {})(map.value.omitted));
    }
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "push" },
    });
    /** @type {__VLS_StyleScopedClasses['push']} */ ;
    const __VLS_0 = TraceTabs;
    // @ts-ignore
    const __VLS_1 = __VLS_asFunctionalComponent1(__VLS_0, new __VLS_0({
        // @ts-ignore
        here: "map",
    }));
    const __VLS_2 = __VLS_1({
        here: "map",
    }, ...__VLS_functionalComponentArgsRest(__VLS_1));
    __VLS_asFunctionalElement1(__VLS_intrinsics.label, __VLS_intrinsics.label)({
        ...{ class: "sr" },
        for: "map-range",
    });
    /** @type {__VLS_StyleScopedClasses['sr']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.select, __VLS_intrinsics.select)({
        id: "map-range",
        value: (__VLS_unwrap(minutes, {})),
        ...{ class: "field" },
    });
    /** @type {__VLS_StyleScopedClasses['field']} */ ;
    const __VLS_5 = __VLS_tryAsConstant((__VLS_unwrap(ranges, {})));
    for (const [range] of __VLS_vFor(__VLS_nonNull(__VLS_5))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.option, __VLS_intrinsics.option)({
            key: (range.minutes),
            value: (range.minutes),
        });
        (range.name);
        // @ts-ignore
        [map, map, map, map, map, map, count, count, minutes, ranges,];
    }
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "page-body" },
    });
    /** @type {__VLS_StyleScopedClasses['page-body']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "page-main" },
    });
    /** @type {__VLS_StyleScopedClasses['page-main']} */ ;
    if (map.value && map.value.nodes.length > 0) {
        const __VLS_6 = ServiceMap;
        // @ts-ignore
        const __VLS_7 = __VLS_asFunctionalComponent1(__VLS_6, new __VLS_6({
            // @ts-ignore
            ...{ 'onShow': {} }, nodes: (map.value.nodes), edges: (__VLS_unwrap(edges, {})), selected: (place.value),
        }));
        const __VLS_8 = __VLS_7({
            ...{ 'onShow': {} },
            nodes: (map.value.nodes),
            edges: (__VLS_unwrap(edges, {})),
            selected: (place.value),
        }, ...__VLS_functionalComponentArgsRest(__VLS_7));
        let __VLS_11;
        const __VLS_12 = {
            /** @type {typeof __VLS_11.show} */
            onShow: (...[$event]) => {
                void $event;
                if (!(map.value && map.value.nodes.length > 0))
                    throw 0;
                return (place.value = $event);
                // @ts-ignore
                [map, map, map, edges, place, place,];
            },
        };
        void __VLS_12;
        var __VLS_9;
        var __VLS_10;
    }
    else if (ready.value) {
        const __VLS_13 = EmptyState || EmptyState;
        // @ts-ignore
        const __VLS_14 = __VLS_asFunctionalComponent1(__VLS_13, new __VLS_13({
            // @ts-ignore
            icon: "map", title: "No calls yet",
        }));
        const __VLS_15 = __VLS_14({
            icon: "map",
            title: "No calls yet",
        }, ...__VLS_functionalComponentArgsRest(__VLS_14));
        var __VLS_16;
        const { default: __VLS_18 } = __VLS_nonNull(__VLS_16.slots);
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({});
        // @ts-ignore
        [ready,];
    }
    if (selected.value) {
        const __VLS_19 = MapDetails;
        // @ts-ignore
        const __VLS_20 = __VLS_asFunctionalComponent1(__VLS_19, new __VLS_19({
            // @ts-ignore
            ...{ 'onClose': {} }, ...{ 'onShow': {} }, node: (selected.value), edges: (__VLS_unwrap(edges, {})),
        }));
        const __VLS_21 = __VLS_20({
            ...{ 'onClose': {} },
            ...{ 'onShow': {} },
            node: (selected.value),
            edges: (__VLS_unwrap(edges, {})),
        }, ...__VLS_functionalComponentArgsRest(__VLS_20));
        let __VLS_24;
        const __VLS_25 = {
            /** @type {typeof __VLS_24.close} */
            onClose: (...[$event]) => {
                void $event;
                if (!(selected.value))
                    throw 0;
                return (place.value = '');
                // @ts-ignore
                [edges, place, selected, selected,];
            },
        };
        void __VLS_25;
        const __VLS_26 = {
            /** @type {typeof __VLS_24.show} */
            onShow: (...[$event]) => {
                void $event;
                if (!(selected.value))
                    throw 0;
                return (place.value = $event);
                // @ts-ignore
                [place,];
            },
        };
        void __VLS_26;
        var __VLS_22;
        var __VLS_23;
    }
    // @ts-ignore
    [];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({});
export default {};
