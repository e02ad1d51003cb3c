import { computed } from 'vue';
import AppIcon from '../parts/AppIcon.vue';
import { count, duration } from '../parts/format';
import { curve, layout } from '../parts/graph';
import { hueOf } from '../parts/hue';
const { defineProps, defineEmits, } = {};
const props = defineProps();
const emit = defineEmits();
const Size = { width: 200, height: 72, gapX: 130, gapY: 36 };
const graph = computed(() => layout(props.nodes, (node) => node.name, props.edges, Size));
const most = computed(() => Math.max(1, ...props.edges.map((edge) => edge.calls)));
function thickness(edge) {
    return 1.25 + 3.5 * Math.sqrt(edge.link.calls / most.value);
}
/** Half-way along the curve. */
function middle(edge) {
    const forth = edge.to.x > edge.from.x;
    return { left: `${(edge.from.x + edge.to.x + Size.width) / 2}px`, top: `${(edge.from.y + edge.to.y + Size.height) / 2 + (forth ? 0 : 24)}px` };
}
function isNear(edge) {
    return props.selected === edge.from.name || props.selected === edge.to.name;
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
    __VLS_withDotValue(graph, {});
    __VLS_withDotValue(Size, {});
    void {};
    /** @type {__VLS_StyleScopedClasses['edge']} */ ;
    /** @type {__VLS_StyleScopedClasses['edge']} */ ;
    /** @type {__VLS_StyleScopedClasses['label']} */ ;
    /** @type {__VLS_StyleScopedClasses['failing']} */ ;
    /** @type {__VLS_StyleScopedClasses['node']} */ ;
    /** @type {__VLS_StyleScopedClasses['node']} */ ;
    /** @type {__VLS_StyleScopedClasses['node']} */ ;
    /** @type {__VLS_StyleScopedClasses['node']} */ ;
    /** @type {__VLS_StyleScopedClasses['node']} */ ;
    /** @type {__VLS_StyleScopedClasses['selected']} */ ;
    /** @type {__VLS_StyleScopedClasses['node']} */ ;
    /** @type {__VLS_StyleScopedClasses['node']} */ ;
    /** @type {__VLS_StyleScopedClasses['node']} */ ;
    /** @type {__VLS_StyleScopedClasses['node']} */ ;
    /** @type {__VLS_StyleScopedClasses['node']} */ ;
    /** @type {__VLS_StyleScopedClasses['bad']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "map" },
    });
    /** @type {__VLS_StyleScopedClasses['map']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "sheet" },
        ...{ style: ({ width: `${graph.value.width}px`, height: `${graph.value.height}px` }) },
    });
    /** @type {__VLS_StyleScopedClasses['sheet']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.svg, __VLS_intrinsics.svg)({
        width: (graph.value.width),
        height: (graph.value.height),
        'aria-hidden': "true",
    });
    __VLS_asFunctionalElement1(__VLS_intrinsics.defs, __VLS_intrinsics.defs)({});
    __VLS_asFunctionalElement1(__VLS_intrinsics.marker, __VLS_intrinsics.marker)({
        id: "call",
        viewBox: "0 0 8 8",
        refX: "7",
        refY: "4",
        markerWidth: "12",
        markerHeight: "12",
        markerUnits: "userSpaceOnUse",
        orient: "auto",
    });
    __VLS_asFunctionalElement1(__VLS_intrinsics.path)({
        d: "M0 0L8 4L0 8z",
        fill: "context-stroke",
    });
    const __VLS_0 = __VLS_tryAsConstant((graph.value.edges));
    for (const [edge] of __VLS_vFor(__VLS_nonNull(__VLS_0))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.path)({
            key: (`${edge.from.name} ${edge.to.name}`),
            d: (__VLS_unwrap(curve, {})(edge, Size.value)),
            ...{ class: (['edge', { near: isNear(edge), failing: edge.link.failed > 0 }]) },
            'stroke-width': (thickness(edge)),
            'marker-end': "url(#call)",
        });
        /** @type {__VLS_StyleScopedClasses['near']} */ ;
        /** @type {__VLS_StyleScopedClasses['failing']} */ ;
        /** @type {__VLS_StyleScopedClasses['edge']} */ ;
        // @ts-ignore
        [graph, graph, graph, graph, graph, curve, Size,];
    }
    const __VLS_1 = __VLS_tryAsConstant((graph.value.edges));
    for (const [edge] of __VLS_vFor(__VLS_nonNull(__VLS_1))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            key: (`${edge.from.name} ${edge.to.name}`),
            ...{ class: "label mono" },
            ...{ class: ({ failing: edge.link.failed > 0 }) },
            ...{ style: (middle(edge)) },
        });
        /** @type {__VLS_StyleScopedClasses['label']} */ ;
        /** @type {__VLS_StyleScopedClasses['mono']} */ ;
        /** @type {__VLS_StyleScopedClasses['failing']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            ...{ class: "sr" },
        });
        /** @type {__VLS_StyleScopedClasses['sr']} */ ;
        (edge.from.name);
        (edge.to.name);
        (__VLS_unwrap(count, {})(edge.link.calls));
        if (edge.link.p95 !== null) {
            (__VLS_unwrap(duration, {})(edge.link.p95));
        }
        if (edge.link.failed > 0) {
            (__VLS_unwrap(count, {})(edge.link.failed));
        }
        // @ts-ignore
        [graph, count, count, duration,];
    }
    const __VLS_2 = __VLS_tryAsConstant((graph.value.nodes));
    for (const [node] of __VLS_vFor(__VLS_nonNull(__VLS_2))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
            ...{ onClick: (...[$event]) => {
                    void $event;
                    return (__VLS_unwrap(emit, {})('show', node.name));
                    // @ts-ignore
                    [graph, emit,];
                } },
            key: (node.name),
            type: "button",
            ...{ class: "node" },
            ...{ class: ([node.item.kind, { selected: node.name === __VLS_ctx.selected }]) },
            'data-hue': (__VLS_unwrap(hueOf, {})(node.name)),
            ...{ style: ({ left: `${node.x}px`, top: `${node.y}px`, width: `${Size.value.width}px`, height: `${Size.value.height}px` }) },
            'aria-expanded': (node.name === __VLS_ctx.selected),
        });
        /** @type {__VLS_StyleScopedClasses['node']} */ ;
        /** @type {__VLS_StyleScopedClasses['selected']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.strong, __VLS_intrinsics.strong)({});
        if (node.item.kind !== 'service') {
            const __VLS_3 = AppIcon;
            // @ts-ignore
            const __VLS_4 = __VLS_asFunctionalComponent1(__VLS_3, new __VLS_3({
                // @ts-ignore
                name: (node.item.kind === 'database' ? 'database' : 'external'), size: (15),
            }));
            const __VLS_5 = __VLS_4({
                name: (node.item.kind === 'database' ? 'database' : 'external'),
                size: (15),
            }, ...__VLS_functionalComponentArgsRest(__VLS_4));
        }
        (node.name);
        if (node.item.calls === 0) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.small, __VLS_intrinsics.small)({});
        }
        else {
            __VLS_asFunctionalElement1(__VLS_intrinsics.small, __VLS_intrinsics.small)({});
            (__VLS_unwrap(count, {})(node.item.calls));
            (node.item.calls === 1 ? 'call' : 'calls');
            if (node.item.p95 !== null) {
                (__VLS_unwrap(duration, {})(node.item.p95));
            }
        }
        if (node.item.failed > 0) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.small, __VLS_intrinsics.small)({
                ...{ class: "bad" },
            });
            /** @type {__VLS_StyleScopedClasses['bad']} */ ;
            (__VLS_unwrap(count, {})(node.item.failed));
        }
        // @ts-ignore
        [Size, Size, count, count, duration, selected, selected, hueOf,];
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
