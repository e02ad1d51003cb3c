import { computed, ref, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { ApiError, get } from '../api/client';
import { useLive } from '../api/live';
import { useShortcuts } from '../app/shortcuts';
import LogLine from '../logs/LogLine.vue';
import EmptyState from '../parts/EmptyState.vue';
import { duration, time } from '../parts/format';
import ResourceName from '../parts/ResourceName.vue';
import { useQuery } from '../parts/query';
import SearchField from '../parts/SearchField.vue';
import SpanDetails from './SpanDetails.vue';
import TraceWaterfall from './TraceWaterfall.vue';
const route = useRoute();
const router = useRouter();
const detail = ref(null);
const fault = ref('');
const query = useQuery();
const tab = query.text('tab');
const text = query.text('text');
const waterfall = ref(null);
async function load() {
    try {
        detail.value = await get(`/api/traces/${String(route.params.id)}`);
        fault.value = '';
    }
    catch (problem) {
        if (problem instanceof ApiError && problem.status === 0)
            throw problem; // asked again by itself
        fault.value = problem instanceof ApiError ? problem.message : String(problem);
    }
}
const request = useLive('Traces', load);
watch(() => route.params.id, () => {
    detail.value = null;
    request();
});
const trace = computed(() => detail.value?.trace ?? null);
const selected = computed(() => detail.value?.spans.find((span) => span.spanId === route.query.span) ?? null);
const matches = computed(() => {
    const needle = text.value.trim().toLowerCase();
    if (needle === '' || detail.value === null)
        return null;
    const has = (value) => value?.toLowerCase().includes(needle) ?? false;
    return new Set(detail.value.spans
        .filter((span) => has(span.name) || has(span.resource) || has(span.statusMessage) || span.attributes.some((attribute) => has(attribute.key) || has(attribute.value)))
        .map((span) => span.spanId));
});
/** Enter in the search goes through the spans found, in the order they began. */
function nextMatch(by) {
    const found = detail.value?.spans.filter((span) => matches.value?.has(span.spanId)) ?? [];
    if (found.length === 0)
        return;
    const at = found.findIndex((span) => span.spanId === route.query.span);
    const next = found[at < 0 ? (by > 0 ? 0 : found.length - 1) : (at + by + found.length) % found.length].spanId;
    show(next);
    waterfall.value?.reveal(next);
}
useShortcuts({ c: () => waterfall.value?.foldAll() });
function show(spanId) {
    void router.replace({ query: { ...route.query, span: spanId ?? undefined } });
}
const __VLS_ctx = {};
let __VLS_components;
let __VLS_intrinsics;
let __VLS_directives;
void __VLS_ctx, __VLS_components, __VLS_intrinsics, __VLS_directives;
const __VLS_template = () => {
    __VLS_withDotValue(trace, {});
    __VLS_withDotValue(detail, {});
    __VLS_withDotValue(tab, {});
    __VLS_withDotValue(waterfall, {});
    __VLS_withDotValue(matches, {});
    __VLS_withDotValue(fault, {});
    __VLS_withDotValue(selected, {});
    __VLS_withDotValue(router, {});
    void {};
    /** @type {__VLS_StyleScopedClasses['back']} */ ;
    /** @type {__VLS_StyleScopedClasses['tabs']} */ ;
    /** @type {__VLS_StyleScopedClasses['tabs']} */ ;
    /** @type {__VLS_StyleScopedClasses['button']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.section, __VLS_intrinsics.section)({
        ...{ class: "page" },
    });
    /** @type {__VLS_StyleScopedClasses['page']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.header, __VLS_intrinsics.header)({
        ...{ class: "page-head" },
    });
    /** @type {__VLS_StyleScopedClasses['page-head']} */ ;
    let __VLS_0;
    /** @ts-ignore @type { | typeof __VLS_components.RouterLink | typeof __VLS_components.RouterLink} */
    RouterLink;
    // @ts-ignore
    const __VLS_1 = __VLS_asFunctionalComponent1(__VLS_0, new __VLS_0({
        // @ts-ignore
        to: "/traces", ...{ class: "back" },
    }));
    const __VLS_2 = __VLS_1({
        to: "/traces",
        ...{ class: "back" },
    }, ...__VLS_functionalComponentArgsRest(__VLS_1));
    /** @type {__VLS_StyleScopedClasses['back']} */ ;
    var __VLS_3;
    const { default: __VLS_5 } = __VLS_nonNull(__VLS_3.slots);
    if (trace.value && detail.value) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.h1, __VLS_intrinsics.h1)({});
        (trace.value.name);
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            ...{ class: "facts quiet" },
        });
        /** @type {__VLS_StyleScopedClasses['facts']} */ ;
        /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.b, __VLS_intrinsics.b)({});
        (__VLS_unwrap(duration, {})(trace.value.duration));
        (__VLS_unwrap(time, {})(trace.value.start));
        (trace.value.spans);
        (trace.value.spans === 1 ? 'span' : 'spans');
        if (trace.value.errors > 0) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
                ...{ class: "bad" },
            });
            /** @type {__VLS_StyleScopedClasses['bad']} */ ;
            (trace.value.errors);
        }
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            ...{ class: "push" },
        });
        /** @type {__VLS_StyleScopedClasses['push']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
            ...{ class: "tabs" },
            role: "group",
            'aria-label': "Show",
        });
        /** @type {__VLS_StyleScopedClasses['tabs']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
            ...{ onClick: (...[$event]) => {
                    void $event;
                    if (!(trace.value && detail.value))
                        throw 0;
                    return (tab.value = '');
                    // @ts-ignore
                    [trace, trace, trace, trace, trace, trace, trace, trace, detail, duration, time, tab,];
                } },
            type: "button",
            ...{ class: "button" },
            'aria-pressed': (tab.value === ''),
        });
        /** @type {__VLS_StyleScopedClasses['button']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
            ...{ onClick: (...[$event]) => {
                    void $event;
                    if (!(trace.value && detail.value))
                        throw 0;
                    return (tab.value = 'logs');
                    // @ts-ignore
                    [tab, tab,];
                } },
            type: "button",
            ...{ class: "button" },
            'aria-pressed': (tab.value === 'logs'),
        });
        /** @type {__VLS_StyleScopedClasses['button']} */ ;
        (detail.value.logs.length);
        if (tab.value === '' && detail.value.spans.length > 2) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
                ...{ onClick: (...[$event]) => {
                        void $event;
                        if (!(trace.value && detail.value))
                            throw 0;
                        if (!(tab.value === '' && detail.value.spans.length > 2))
                            throw 0;
                        return (waterfall.value?.foldAll());
                        // @ts-ignore
                        [detail, detail, tab, tab, waterfall,];
                    } },
                type: "button",
                ...{ class: "button" },
                'aria-pressed': (waterfall.value?.folded ?? false),
                title: "Fold all below the first spans (c)",
            });
            /** @type {__VLS_StyleScopedClasses['button']} */ ;
        }
        const __VLS_6 = SearchField;
        // @ts-ignore
        const __VLS_7 = __VLS_asFunctionalComponent1(__VLS_6, new __VLS_6({
            // @ts-ignore
            ...{ 'onKeydown': {} }, modelValue: (__VLS_unwrap(text, {})), label: "Search in this trace",
        }));
        const __VLS_8 = __VLS_7({
            ...{ 'onKeydown': {} },
            modelValue: (__VLS_unwrap(text, {})),
            label: "Search in this trace",
        }, ...__VLS_functionalComponentArgsRest(__VLS_7));
        let __VLS_11;
        const __VLS_12 = {
            /** @type {typeof __VLS_11.keydown} */
            onKeydown: (...[$event]) => {
                void $event;
                if (!(trace.value && detail.value))
                    throw 0;
                return (nextMatch($event.shiftKey ? -1 : 1));
                // @ts-ignore
                [waterfall, text,];
            },
        };
        void __VLS_12;
        var __VLS_9;
        var __VLS_10;
        if (matches.value) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
                ...{ class: "quiet" },
                role: "status",
            });
            /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
            (matches.value.size);
            (detail.value.spans.length);
        }
        __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
            ...{ class: "who" },
        });
        /** @type {__VLS_StyleScopedClasses['who']} */ ;
        const __VLS_13 = __VLS_tryAsConstant((trace.value.resources));
        for (const [source] of __VLS_vFor(__VLS_nonNull(__VLS_13))) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
                key: (source.resource),
                ...{ class: "chip" },
            });
            /** @type {__VLS_StyleScopedClasses['chip']} */ ;
            const __VLS_14 = ResourceName;
            // @ts-ignore
            const __VLS_15 = __VLS_asFunctionalComponent1(__VLS_14, new __VLS_14({
                // @ts-ignore
                name: (source.resource),
            }));
            const __VLS_16 = __VLS_15({
                name: (source.resource),
            }, ...__VLS_functionalComponentArgsRest(__VLS_15));
            (source.spans);
            // @ts-ignore
            [trace, detail, matches, matches,];
        }
    }
    if (detail.value?.incomplete) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({
            ...{ class: "notice" },
        });
        /** @type {__VLS_StyleScopedClasses['notice']} */ ;
    }
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "page-body" },
    });
    /** @type {__VLS_StyleScopedClasses['page-body']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "page-main body" },
    });
    /** @type {__VLS_StyleScopedClasses['page-main']} */ ;
    /** @type {__VLS_StyleScopedClasses['body']} */ ;
    if (fault.value && !detail.value) {
        const __VLS_19 = EmptyState || EmptyState;
        // @ts-ignore
        const __VLS_20 = __VLS_asFunctionalComponent1(__VLS_19, new __VLS_19({
            // @ts-ignore
            icon: "traces", title: "Not here",
        }));
        const __VLS_21 = __VLS_20({
            icon: "traces",
            title: "Not here",
        }, ...__VLS_functionalComponentArgsRest(__VLS_20));
        var __VLS_22;
        const { default: __VLS_24 } = __VLS_nonNull(__VLS_22.slots);
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({});
        (fault.value);
        // @ts-ignore
        [detail, detail, fault, fault,];
    }
    else if (detail.value && tab.value === '') {
        const __VLS_25 = TraceWaterfall;
        // @ts-ignore
        const __VLS_26 = __VLS_asFunctionalComponent1(__VLS_25, new __VLS_25({
            // @ts-ignore
            ...{ 'onShow': {} }, ref: "waterfall", detail: (detail.value), selected: (selected.value?.spanId ?? null), matches: (matches.value),
        }));
        const __VLS_27 = __VLS_26({
            ...{ 'onShow': {} },
            ref: "waterfall",
            detail: (detail.value),
            selected: (selected.value?.spanId ?? null),
            matches: (matches.value),
        }, ...__VLS_functionalComponentArgsRest(__VLS_26));
        let __VLS_30;
        const __VLS_31 = {
            /** @type {typeof __VLS_30.show} */
            onShow: (show),
        };
        void __VLS_31;
        var __VLS_28;
        var __VLS_29;
    }
    else if (detail.value && detail.value.logs.length > 0) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({});
        const __VLS_32 = __VLS_tryAsConstant((detail.value.logs.toReversed()));
        for (const [log] of __VLS_vFor(__VLS_nonNull(__VLS_32))) {
            const __VLS_33 = LogLine;
            // @ts-ignore
            const __VLS_34 = __VLS_asFunctionalComponent1(__VLS_33, new __VLS_33({
                // @ts-ignore
                ...{ 'onClick': {} }, key: (log.id), row: (log), selected: (false),
            }));
            const __VLS_35 = __VLS_34({
                ...{ 'onClick': {} },
                key: (log.id),
                row: (log),
                selected: (false),
            }, ...__VLS_functionalComponentArgsRest(__VLS_34));
            let __VLS_38;
            const __VLS_39 = {
                /** @type {typeof __VLS_38.click} */
                onClick: (...[$event]) => {
                    void $event;
                    if (!!(fault.value && !detail.value))
                        throw 0;
                    if (!!(detail.value && tab.value === ''))
                        throw 0;
                    if (!(detail.value && detail.value.logs.length > 0))
                        throw 0;
                    return (router.value.push({ path: '/logs', query: { trace: trace.value?.traceId, show: String(log.id) } }));
                    // @ts-ignore
                    [trace, detail, detail, detail, detail, detail, tab, matches, selected, router,];
                },
            };
            void __VLS_39;
            var __VLS_36;
            var __VLS_37;
            // @ts-ignore
            [];
        }
    }
    else if (detail.value) {
        const __VLS_40 = EmptyState || EmptyState;
        // @ts-ignore
        const __VLS_41 = __VLS_asFunctionalComponent1(__VLS_40, new __VLS_40({
            // @ts-ignore
            icon: "logs", title: "No logs in this trace",
        }));
        const __VLS_42 = __VLS_41({
            icon: "logs",
            title: "No logs in this trace",
        }, ...__VLS_functionalComponentArgsRest(__VLS_41));
        var __VLS_43;
        const { default: __VLS_45 } = __VLS_nonNull(__VLS_43.slots);
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({});
        // @ts-ignore
        [detail,];
    }
    if (selected.value && detail.value) {
        const __VLS_46 = SpanDetails;
        // @ts-ignore
        const __VLS_47 = __VLS_asFunctionalComponent1(__VLS_46, new __VLS_46({
            // @ts-ignore
            ...{ 'onClose': {} }, key: (selected.value.spanId ?? ''), span: (selected.value), logs: (detail.value.logs), start: (detail.value.trace.start),
        }));
        const __VLS_48 = __VLS_47({
            ...{ 'onClose': {} },
            key: (selected.value.spanId ?? ''),
            span: (selected.value),
            logs: (detail.value.logs),
            start: (detail.value.trace.start),
        }, ...__VLS_functionalComponentArgsRest(__VLS_47));
        let __VLS_51;
        const __VLS_52 = {
            /** @type {typeof __VLS_51.close} */
            onClose: (...[$event]) => {
                void $event;
                if (!(selected.value && detail.value))
                    throw 0;
                return (show(null));
                // @ts-ignore
                [detail, detail, detail, selected, selected, selected,];
            },
        };
        void __VLS_52;
        var __VLS_49;
        var __VLS_50;
    }
    // @ts-ignore
    [];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({});
export default {};
