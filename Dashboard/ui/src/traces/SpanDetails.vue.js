import { computed } from 'vue';
import LogLine from '../logs/LogLine.vue';
import AttributeList from '../parts/AttributeList.vue';
import DetailPanel from '../parts/DetailPanel.vue';
import ExceptionView from '../parts/ExceptionView.vue';
import { duration } from '../parts/format';
import ResourceName from '../parts/ResourceName.vue';
import StandingMark from '../resources/StandingMark.vue';
const { defineProps, defineEmits, } = {};
const props = defineProps();
const emit = defineEmits();
const own = computed(() => props.logs.filter((log) => log.spanId === props.span.spanId).toReversed());
const exceptions = computed(() => props.span.events.filter((event) => event.name === 'exception'));
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
    __VLS_withDotValue(own, {});
    void {};
    /** @type {__VLS_StyleScopedClasses['part']} */ ;
    /** @type {__VLS_StyleScopedClasses['log']} */ ;
    /** @type {__VLS_StyleScopedClasses['log']} */ ;
    const __VLS_0 = DetailPanel || DetailPanel;
    // @ts-ignore
    const __VLS_1 = __VLS_asFunctionalComponent1(__VLS_0, new __VLS_0({
        // @ts-ignore
        ...{ 'onClose': {} }, label: "Span",
    }));
    const __VLS_2 = __VLS_1({
        ...{ 'onClose': {} },
        label: "Span",
    }, ...__VLS_functionalComponentArgsRest(__VLS_1));
    let __VLS_5;
    const __VLS_6 = {
        /** @type {typeof __VLS_5.close} */
        onClose: (...[$event]) => {
            void $event;
            return (__VLS_unwrap(emit, {})('close'));
            // @ts-ignore
            [emit,];
        },
    };
    void __VLS_6;
    var __VLS_3;
    var __VLS_4;
    const { default: __VLS_7 } = __VLS_nonNull(__VLS_3.slots);
    {
        const { title: __VLS_8 } = __VLS_nonNull(__VLS_3.slots);
        __VLS_asFunctionalElement1(__VLS_intrinsics.h2, __VLS_intrinsics.h2)({});
        (__VLS_ctx.span.name);
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({
            ...{ class: "facts" },
        });
        /** @type {__VLS_StyleScopedClasses['facts']} */ ;
        const __VLS_9 = ResourceName;
        // @ts-ignore
        const __VLS_10 = __VLS_asFunctionalComponent1(__VLS_9, new __VLS_9({
            // @ts-ignore
            name: (__VLS_ctx.span.resource),
        }));
        const __VLS_11 = __VLS_10({
            name: (__VLS_ctx.span.resource),
        }, ...__VLS_functionalComponentArgsRest(__VLS_10));
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            ...{ class: "quiet" },
        });
        /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
        (__VLS_ctx.span.kind);
        (__VLS_unwrap(duration, {})(__VLS_ctx.span.duration));
        (__VLS_unwrap(duration, {})(__VLS_ctx.span.offset));
        // @ts-ignore
        [span, span, span, span, span, duration, duration,];
    }
    if (__VLS_ctx.span.failed) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({
            ...{ class: "failed" },
        });
        /** @type {__VLS_StyleScopedClasses['failed']} */ ;
        const __VLS_14 = StandingMark;
        // @ts-ignore
        const __VLS_15 = __VLS_asFunctionalComponent1(__VLS_14, new __VLS_14({
            // @ts-ignore
            tone: "bad", text: (__VLS_ctx.span.statusMessage ?? 'Failed'),
        }));
        const __VLS_16 = __VLS_15({
            tone: "bad",
            text: (__VLS_ctx.span.statusMessage ?? 'Failed'),
        }, ...__VLS_functionalComponentArgsRest(__VLS_15));
    }
    const __VLS_19 = __VLS_tryAsConstant((__VLS_unwrap(exceptions, {})));
    for (const [event] of __VLS_vFor(__VLS_nonNull(__VLS_19))) {
        const __VLS_20 = ExceptionView;
        // @ts-ignore
        const __VLS_21 = __VLS_asFunctionalComponent1(__VLS_20, new __VLS_20({
            // @ts-ignore
            key: (event.offset), attributes: (event.attributes),
        }));
        const __VLS_22 = __VLS_21({
            key: (event.offset),
            attributes: (event.attributes),
        }, ...__VLS_functionalComponentArgsRest(__VLS_21));
        // @ts-ignore
        [span, span, exceptions,];
    }
    const __VLS_25 = AttributeList;
    // @ts-ignore
    const __VLS_26 = __VLS_asFunctionalComponent1(__VLS_25, new __VLS_25({
        // @ts-ignore
        ...{ 'onFilter': {} }, title: "Attributes", items: (__VLS_ctx.span.attributes), open: true, filterable: true,
    }));
    const __VLS_27 = __VLS_26({
        ...{ 'onFilter': {} },
        title: "Attributes",
        items: (__VLS_ctx.span.attributes),
        open: true,
        filterable: true,
    }, ...__VLS_functionalComponentArgsRest(__VLS_26));
    let __VLS_30;
    const __VLS_31 = {
        /** @type {typeof __VLS_30.filter} */
        onFilter: ((condition) => __VLS_ctx.$router.push({ path: '/traces', query: { filter: condition } })),
    };
    void __VLS_31;
    var __VLS_28;
    var __VLS_29;
    if (own.value.length > 0) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.section, __VLS_intrinsics.section)({
            ...{ class: "part" },
        });
        /** @type {__VLS_StyleScopedClasses['part']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.h3, __VLS_intrinsics.h3)({});
        const __VLS_32 = __VLS_tryAsConstant((own.value));
        for (const [log] of __VLS_vFor(__VLS_nonNull(__VLS_32))) {
            const __VLS_33 = LogLine;
            // @ts-ignore
            const __VLS_34 = __VLS_asFunctionalComponent1(__VLS_33, new __VLS_33({
                // @ts-ignore
                ...{ 'onClick': {} }, key: (log.id), row: ({ ...log, traceId: null }), selected: (false), ...{ class: "log" },
            }));
            const __VLS_35 = __VLS_34({
                ...{ 'onClick': {} },
                key: (log.id),
                row: ({ ...log, traceId: null }),
                selected: (false),
                ...{ class: "log" },
            }, ...__VLS_functionalComponentArgsRest(__VLS_34));
            let __VLS_38;
            const __VLS_39 = {
                /** @type {typeof __VLS_38.click} */
                onClick: (...[$event]) => {
                    void $event;
                    if (!(own.value.length > 0))
                        throw 0;
                    return (__VLS_ctx.$router.push({ path: '/logs', query: { trace: log.traceId, show: String(log.id) } }));
                    // @ts-ignore
                    [span, $router, $router, own, own,];
                },
            };
            void __VLS_39;
            /** @type {__VLS_StyleScopedClasses['log']} */ ;
            var __VLS_36;
            var __VLS_37;
            // @ts-ignore
            [];
        }
    }
    const __VLS_40 = __VLS_tryAsConstant((__VLS_ctx.span.events));
    for (const [event, index] of __VLS_vFor(__VLS_nonNull(__VLS_40))) {
        const __VLS_41 = AttributeList;
        // @ts-ignore
        const __VLS_42 = __VLS_asFunctionalComponent1(__VLS_41, new __VLS_41({
            // @ts-ignore
            key: (index), title: (`${event.name} at ${__VLS_unwrap(duration, {})(event.offset)}`), items: (event.attributes), open: (event.name !== 'exception'),
        }));
        const __VLS_43 = __VLS_42({
            key: (index),
            title: (`${event.name} at ${__VLS_unwrap(duration, {})(event.offset)}`),
            items: (event.attributes),
            open: (event.name !== 'exception'),
        }, ...__VLS_functionalComponentArgsRest(__VLS_42));
        // @ts-ignore
        [span, duration,];
    }
    if (__VLS_ctx.span.links.length > 0) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.section, __VLS_intrinsics.section)({
            ...{ class: "part" },
        });
        /** @type {__VLS_StyleScopedClasses['part']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.h3, __VLS_intrinsics.h3)({});
        const __VLS_46 = __VLS_tryAsConstant((__VLS_ctx.span.links));
        for (const [link, index] of __VLS_vFor(__VLS_nonNull(__VLS_46))) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({
                key: (index),
            });
            let __VLS_47;
            /** @ts-ignore @type { | typeof __VLS_components.RouterLink | typeof __VLS_components.RouterLink} */
            RouterLink;
            // @ts-ignore
            const __VLS_48 = __VLS_asFunctionalComponent1(__VLS_47, new __VLS_47({
                // @ts-ignore
                to: ({ path: `/traces/${link.traceId}`, query: { span: link.spanId ?? undefined } }),
            }));
            const __VLS_49 = __VLS_48({
                to: ({ path: `/traces/${link.traceId}`, query: { span: link.spanId ?? undefined } }),
            }, ...__VLS_functionalComponentArgsRest(__VLS_48));
            var __VLS_50;
            const { default: __VLS_52 } = __VLS_nonNull(__VLS_50.slots);
            __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
                ...{ class: "mono" },
            });
            /** @type {__VLS_StyleScopedClasses['mono']} */ ;
            (link.traceId?.slice(0, 8));
            // @ts-ignore
            [span, span,];
            const __VLS_53 = __VLS_tryAsConstant((link.attributes));
            for (const [attribute] of __VLS_vFor(__VLS_nonNull(__VLS_53))) {
                __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
                    key: (attribute.key),
                    ...{ class: "quiet" },
                });
                /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
                (attribute.key);
                (attribute.value);
                // @ts-ignore
                [];
            }
            // @ts-ignore
            [];
        }
    }
    const __VLS_54 = AttributeList;
    // @ts-ignore
    const __VLS_55 = __VLS_asFunctionalComponent1(__VLS_54, new __VLS_54({
        // @ts-ignore
        title: "Span", items: ([{ key: 'scope', value: __VLS_ctx.span.scope, type: 'string' }, { key: 'span', value: __VLS_ctx.span.spanId ?? '', type: 'string' }, { key: 'parent', value: __VLS_ctx.span.parentId ?? '', type: 'string' }, { key: 'instance', value: __VLS_ctx.span.instance ?? '', type: 'string' },]),
    }));
    const __VLS_56 = __VLS_55({
        title: "Span",
        items: ([
            { key: 'scope', value: __VLS_ctx.span.scope, type: 'string' },
            { key: 'span', value: __VLS_ctx.span.spanId ?? '', type: 'string' },
            { key: 'parent', value: __VLS_ctx.span.parentId ?? '', type: 'string' },
            { key: 'instance', value: __VLS_ctx.span.instance ?? '', type: 'string' },
        ]),
    }, ...__VLS_functionalComponentArgsRest(__VLS_55));
    // @ts-ignore
    [span, span, span, span,];
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
