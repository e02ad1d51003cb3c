import { computed } from 'vue';
import DetailPanel from '../parts/DetailPanel.vue';
import { count, duration } from '../parts/format';
import ResourceName from '../parts/ResourceName.vue';
const { defineProps, defineEmits, } = {};
const props = defineProps();
const emit = defineEmits();
const groups = computed(() => [
    { title: 'Called by', rows: props.edges.filter((edge) => edge.to === props.node.name).map((edge) => ({ name: edge.from, edge })) },
    { title: 'Calls', rows: props.edges.filter((edge) => edge.from === props.node.name).map((edge) => ({ name: edge.to, edge })) },
]);
function share(of) {
    return of.failed === 0 ? 'none failed' : `${count(of.failed)} failed (${((100 * of.failed) / of.calls).toPrecision(2)} %)`;
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
    void {};
    const __VLS_0 = DetailPanel || DetailPanel;
    // @ts-ignore
    const __VLS_1 = __VLS_asFunctionalComponent1(__VLS_0, new __VLS_0({
        // @ts-ignore
        ...{ 'onClose': {} }, label: (`Calls of ${__VLS_ctx.node.name}`),
    }));
    const __VLS_2 = __VLS_1({
        ...{ 'onClose': {} },
        label: (`Calls of ${__VLS_ctx.node.name}`),
    }, ...__VLS_functionalComponentArgsRest(__VLS_1));
    let __VLS_5;
    const __VLS_6 = {
        /** @type {typeof __VLS_5.close} */
        onClose: (...[$event]) => {
            void $event;
            return (__VLS_unwrap(emit, {})('close'));
            // @ts-ignore
            [node, emit,];
        },
    };
    void __VLS_6;
    var __VLS_3;
    var __VLS_4;
    const { default: __VLS_7 } = __VLS_nonNull(__VLS_3.slots);
    {
        const { title: __VLS_8 } = __VLS_nonNull(__VLS_3.slots);
        __VLS_asFunctionalElement1(__VLS_intrinsics.h2, __VLS_intrinsics.h2)({});
        const __VLS_9 = ResourceName;
        // @ts-ignore
        const __VLS_10 = __VLS_asFunctionalComponent1(__VLS_9, new __VLS_9({
            // @ts-ignore
            name: (__VLS_ctx.node.name),
        }));
        const __VLS_11 = __VLS_10({
            name: (__VLS_ctx.node.name),
        }, ...__VLS_functionalComponentArgsRest(__VLS_10));
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({
            ...{ class: "quiet" },
        });
        /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
        (__VLS_unwrap(count, {})(__VLS_ctx.node.calls));
        (__VLS_ctx.node.calls === 1 ? 'call' : 'calls');
        (share(__VLS_ctx.node));
        if (__VLS_ctx.node.p50 !== null && __VLS_ctx.node.p95 !== null) {
            (__VLS_unwrap(duration, {})(__VLS_ctx.node.p50));
            (__VLS_unwrap(duration, {})(__VLS_ctx.node.p95));
        }
        // @ts-ignore
        [node, node, node, node, node, node, node, node, count, duration, duration,];
    }
    if (__VLS_ctx.node.kind === 'service') {
        __VLS_asFunctionalElement1(__VLS_intrinsics.nav, __VLS_intrinsics.nav)({
            'aria-label': "What it sends",
        });
        let __VLS_14;
        /** @ts-ignore @type { | typeof __VLS_components.RouterLink | typeof __VLS_components.RouterLink} */
        RouterLink;
        // @ts-ignore
        const __VLS_15 = __VLS_asFunctionalComponent1(__VLS_14, new __VLS_14({
            // @ts-ignore
            to: ({ path: '/traces', query: { resource: __VLS_ctx.node.name } }),
        }));
        const __VLS_16 = __VLS_15({
            to: ({ path: '/traces', query: { resource: __VLS_ctx.node.name } }),
        }, ...__VLS_functionalComponentArgsRest(__VLS_15));
        var __VLS_17;
        const { default: __VLS_19 } = __VLS_nonNull(__VLS_17.slots);
        // @ts-ignore
        [node, node,];
        if (__VLS_ctx.node.failed > 0) {
            let __VLS_20;
            /** @ts-ignore @type { | typeof __VLS_components.RouterLink | typeof __VLS_components.RouterLink} */
            RouterLink;
            // @ts-ignore
            const __VLS_21 = __VLS_asFunctionalComponent1(__VLS_20, new __VLS_20({
                // @ts-ignore
                to: ({ path: '/traces', query: { resource: __VLS_ctx.node.name, failed: '1' } }),
            }));
            const __VLS_22 = __VLS_21({
                to: ({ path: '/traces', query: { resource: __VLS_ctx.node.name, failed: '1' } }),
            }, ...__VLS_functionalComponentArgsRest(__VLS_21));
            var __VLS_23;
            const { default: __VLS_25 } = __VLS_nonNull(__VLS_23.slots);
            // @ts-ignore
            [node, node,];
        }
        let __VLS_26;
        /** @ts-ignore @type { | typeof __VLS_components.RouterLink | typeof __VLS_components.RouterLink} */
        RouterLink;
        // @ts-ignore
        const __VLS_27 = __VLS_asFunctionalComponent1(__VLS_26, new __VLS_26({
            // @ts-ignore
            to: ({ path: '/logs', query: { resource: __VLS_ctx.node.name } }),
        }));
        const __VLS_28 = __VLS_27({
            to: ({ path: '/logs', query: { resource: __VLS_ctx.node.name } }),
        }, ...__VLS_functionalComponentArgsRest(__VLS_27));
        var __VLS_29;
        const { default: __VLS_31 } = __VLS_nonNull(__VLS_29.slots);
        // @ts-ignore
        [node,];
    }
    const __VLS_32 = __VLS_tryAsConstant((__VLS_unwrap(groups, {})));
    for (const [group] of __VLS_vFor(__VLS_nonNull(__VLS_32))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.template)({
            key: (group.title),
        });
        if (group.rows.length > 0) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.section, __VLS_intrinsics.section)({});
            __VLS_asFunctionalElement1(__VLS_intrinsics.h3, __VLS_intrinsics.h3)({});
            (group.title);
            __VLS_asFunctionalElement1(__VLS_intrinsics.table, __VLS_intrinsics.table)({});
            __VLS_asFunctionalElement1(__VLS_intrinsics.thead, __VLS_intrinsics.thead)({});
            __VLS_asFunctionalElement1(__VLS_intrinsics.tr, __VLS_intrinsics.tr)({});
            __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
                scope: "col",
            });
            __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
                scope: "col",
            });
            __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
                scope: "col",
            });
            __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
                scope: "col",
            });
            __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
                scope: "col",
            });
            __VLS_asFunctionalElement1(__VLS_intrinsics.tbody, __VLS_intrinsics.tbody)({});
            const __VLS_33 = __VLS_tryAsConstant((group.rows));
            for (const [row] of __VLS_vFor(__VLS_nonNull(__VLS_33))) {
                __VLS_asFunctionalElement1(__VLS_intrinsics.tr, __VLS_intrinsics.tr)({
                    key: (row.name),
                });
                __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
                    scope: "row",
                });
                __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
                    ...{ onClick: (...[$event]) => {
                            void $event;
                            if (!(group.rows.length > 0))
                                throw 0;
                            return (__VLS_unwrap(emit, {})('show', row.name));
                            // @ts-ignore
                            [emit, groups,];
                        } },
                    type: "button",
                });
                const __VLS_34 = ResourceName;
                // @ts-ignore
                const __VLS_35 = __VLS_asFunctionalComponent1(__VLS_34, new __VLS_34({
                    // @ts-ignore
                    name: (row.name),
                }));
                const __VLS_36 = __VLS_35({
                    name: (row.name),
                }, ...__VLS_functionalComponentArgsRest(__VLS_35));
                __VLS_asFunctionalElement1(__VLS_intrinsics.td, __VLS_intrinsics.td)({});
                (__VLS_unwrap(count, {})(row.edge.calls));
                __VLS_asFunctionalElement1(__VLS_intrinsics.td, __VLS_intrinsics.td)({
                    ...{ class: ({ bad: row.edge.failed > 0 }) },
                });
                /** @type {__VLS_StyleScopedClasses['bad']} */ ;
                (__VLS_unwrap(count, {})(row.edge.failed));
                __VLS_asFunctionalElement1(__VLS_intrinsics.td, __VLS_intrinsics.td)({});
                (row.edge.p50 === null ? '–' : __VLS_unwrap(duration, {})(row.edge.p50));
                __VLS_asFunctionalElement1(__VLS_intrinsics.td, __VLS_intrinsics.td)({});
                (row.edge.p95 === null ? '–' : __VLS_unwrap(duration, {})(row.edge.p95));
                // @ts-ignore
                [count, count, duration, duration,];
            }
        }
        // @ts-ignore
        [];
    }
    // @ts-ignore
    [];
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
