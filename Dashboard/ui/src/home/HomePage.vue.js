import { computed, ref, shallowRef } from 'vue';
import { get } from '../api/client';
import { useLive } from '../api/live';
import { model } from '../app/model';
import { useNow } from '../app/now';
import EmptyState from '../parts/EmptyState.vue';
import { age } from '../parts/format';
import { useQuery } from '../parts/query';
import MissingValues from '../resources/MissingValues.vue';
import { standing } from '../resources/state';
import ServiceTable from './ServiceTable.vue';
import TroubleList from './TroubleList.vue';
const query = useQuery();
const minutes = query.text('minutes');
const now = useNow();
const home = shallowRef(null);
const logs = shallowRef([]);
const traces = shallowRef([]);
const ready = ref(false);
const load = useLive('Metrics', async () => {
    home.value = await get('/api/home', { minutes: minutes.value || '15' });
    ready.value = true;
});
useLive('Logs', async () => {
    logs.value = (await get('/api/logs', { severity: 17, limit: 6 })).items;
});
useLive('Traces', async () => {
    traces.value = (await get('/api/traces', { failed: true, limit: 6 })).items;
});
/** Every resource, children under their parents by the host's order, then whoever else sends. */
const rows = computed(() => {
    const resources = (model.value?.resources ?? []).filter((resource) => !resource.hidden);
    const vitals = new Map(home.value?.services.map((service) => [service.resource, service]) ?? []);
    const known = new Set(resources.map((resource) => resource.name));
    const strangers = [...vitals.values()].filter((service) => !known.has(service.resource));
    const all = [
        ...resources.map((resource) => ({ name: resource.name, resource, vitals: vitals.get(resource.name) ?? null })),
        ...strangers.map((service) => ({ name: service.resource, resource: null, vitals: service })),
    ];
    // What reports figures comes first: that is what the page is for.
    return [...all.filter((row) => row.vitals), ...all.filter((row) => !row.vitals)];
});
const headline = computed(() => {
    const visible = (model.value?.resources ?? []).filter((resource) => !resource.hidden);
    const bad = visible.filter((resource) => ['bad', 'warn'].includes(standing(resource).tone));
    const pending = visible.filter((resource) => standing(resource).tone === 'info');
    const names = (list) => list.map((resource) => resource.displayName ?? resource.name).join(', ');
    if (bad.length > 0)
        return { tone: 'bad', text: `Not well: ${names(bad)}` };
    if (pending.length > 0)
        return { tone: 'info', text: `On the way: ${names(pending)}` };
    return visible.length > 0 ? { tone: 'good', text: 'Everything is well' } : null;
});
const started = computed(() => {
    const times = (model.value?.resources ?? []).flatMap((resource) => resource.startedAt ?? []).sort();
    return times[0] ?? null;
});
function choose(range) {
    minutes.value = range === '15' ? '' : range;
    load();
}
const __VLS_ctx = {};
let __VLS_components;
let __VLS_intrinsics;
let __VLS_directives;
void __VLS_ctx, __VLS_components, __VLS_intrinsics, __VLS_directives;
const __VLS_template = () => {
    __VLS_withDotValue(headline, {});
    __VLS_withDotValue(started, {});
    __VLS_withDotValue(minutes, {});
    __VLS_withDotValue(ready, {});
    __VLS_withDotValue(model, {});
    __VLS_withDotValue(rows, {});
    __VLS_withDotValue(traces, {});
    __VLS_withDotValue(logs, {});
    void {};
    /** @type {__VLS_StyleScopedClasses['body']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.section, __VLS_intrinsics.section)({
        ...{ class: "page" },
    });
    /** @type {__VLS_StyleScopedClasses['page']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.header, __VLS_intrinsics.header)({
        ...{ class: "page-head" },
    });
    /** @type {__VLS_StyleScopedClasses['page-head']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.h1, __VLS_intrinsics.h1)({});
    if (headline.value) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            ...{ class: "summary" },
            'data-tone': (headline.value.tone),
        });
        /** @type {__VLS_StyleScopedClasses['summary']} */ ;
        (headline.value.text);
    }
    if (started.value) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            ...{ class: "quiet" },
        });
        /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
        (__VLS_unwrap(age, {})(started.value, __VLS_unwrap(now, {})));
    }
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "push" },
    });
    /** @type {__VLS_StyleScopedClasses['push']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "ranges" },
        role: "group",
        'aria-label': "Time range",
    });
    /** @type {__VLS_StyleScopedClasses['ranges']} */ ;
    const __VLS_0 = __VLS_tryAsConstant((['5', '15', '60']));
    for (const [range] of __VLS_vFor(__VLS_nonNull(__VLS_0))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
            ...{ onClick: (...[$event]) => {
                    void $event;
                    return (choose(range));
                    // @ts-ignore
                    [headline, headline, headline, started, started, age, now,];
                } },
            key: (range),
            type: "button",
            ...{ class: "button" },
            'aria-pressed': ((minutes.value || '15') === range),
        });
        /** @type {__VLS_StyleScopedClasses['button']} */ ;
        (range);
        // @ts-ignore
        [minutes,];
    }
    const __VLS_1 = MissingValues;
    // @ts-ignore
    const __VLS_2 = __VLS_asFunctionalComponent1(__VLS_1, new __VLS_1({
    // @ts-ignore
    }));
    const __VLS_3 = __VLS_2({}, ...__VLS_functionalComponentArgsRest(__VLS_2));
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "page-main body" },
    });
    /** @type {__VLS_StyleScopedClasses['page-main']} */ ;
    /** @type {__VLS_StyleScopedClasses['body']} */ ;
    if (ready.value && model.value && rows.value.length === 0) {
        const __VLS_6 = EmptyState || EmptyState;
        // @ts-ignore
        const __VLS_7 = __VLS_asFunctionalComponent1(__VLS_6, new __VLS_6({
            // @ts-ignore
            icon: "home", title: "Nothing runs yet",
        }));
        const __VLS_8 = __VLS_7({
            icon: "home",
            title: "Nothing runs yet",
        }, ...__VLS_functionalComponentArgsRest(__VLS_7));
        var __VLS_9;
        const { default: __VLS_11 } = __VLS_nonNull(__VLS_9.slots);
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({});
        __VLS_asFunctionalElement1(__VLS_intrinsics.code, __VLS_intrinsics.code)({});
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({});
        __VLS_asFunctionalElement1(__VLS_intrinsics.code, __VLS_intrinsics.code)({});
        // @ts-ignore
        [ready, model, rows,];
    }
    else if (ready.value) {
        const __VLS_12 = ServiceTable;
        // @ts-ignore
        const __VLS_13 = __VLS_asFunctionalComponent1(__VLS_12, new __VLS_12({
            // @ts-ignore
            rows: (rows.value), now: (__VLS_unwrap(now, {})), minutes: (minutes.value || '15'),
        }));
        const __VLS_14 = __VLS_13({
            rows: (rows.value),
            now: (__VLS_unwrap(now, {})),
            minutes: (minutes.value || '15'),
        }, ...__VLS_functionalComponentArgsRest(__VLS_13));
    }
    if (ready.value && rows.value.length > 0) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
            ...{ class: "troubles" },
        });
        /** @type {__VLS_StyleScopedClasses['troubles']} */ ;
        const __VLS_17 = TroubleList;
        // @ts-ignore
        const __VLS_18 = __VLS_asFunctionalComponent1(__VLS_17, new __VLS_17({
            // @ts-ignore
            title: "Failed traces", empty: "No trace has failed.", to: ({ path: '/traces', query: { failed: '1' } }), items: (traces.value.map((trace) => ({ key: trace.traceId, resource: trace.resource, text: trace.name, time: trace.start, to: `/traces/${trace.traceId}` }))), now: (__VLS_unwrap(now, {})),
        }));
        const __VLS_19 = __VLS_18({
            title: "Failed traces",
            empty: "No trace has failed.",
            to: ({ path: '/traces', query: { failed: '1' } }),
            items: (traces.value.map((trace) => ({ key: trace.traceId, resource: trace.resource, text: trace.name, time: trace.start, to: `/traces/${trace.traceId}` }))),
            now: (__VLS_unwrap(now, {})),
        }, ...__VLS_functionalComponentArgsRest(__VLS_18));
        const __VLS_22 = TroubleList;
        // @ts-ignore
        const __VLS_23 = __VLS_asFunctionalComponent1(__VLS_22, new __VLS_22({
            // @ts-ignore
            title: "Errors logged", empty: "No error was logged.", to: ({ path: '/logs', query: { level: '17' } }), items: (logs.value.map((log) => ({ key: String(log.id), resource: log.resource, text: log.message, time: log.time, to: { path: '/logs', query: { level: '17', show: String(log.id) } } }))), now: (__VLS_unwrap(now, {})),
        }));
        const __VLS_24 = __VLS_23({
            title: "Errors logged",
            empty: "No error was logged.",
            to: ({ path: '/logs', query: { level: '17' } }),
            items: (logs.value.map((log) => ({ key: String(log.id), resource: log.resource, text: log.message, time: log.time, to: { path: '/logs', query: { level: '17', show: String(log.id) } } }))),
            now: (__VLS_unwrap(now, {})),
        }, ...__VLS_functionalComponentArgsRest(__VLS_23));
    }
    // @ts-ignore
    [now, now, now, minutes, ready, ready, rows, rows, traces, logs,];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({});
export default {};
