import { computed } from 'vue';
import { curve, layout } from '../parts/graph';
import { hueOf } from '../parts/hue';
import { relations } from './relations';
import StandingMark from './StandingMark.vue';
import { standing } from './state';
const { defineProps, defineEmits, } = {};
const props = defineProps();
const emit = defineEmits();
const Size = { width: 176, height: 60, gapX: 64, gapY: 28 };
const graph = computed(() => layout(props.resources, (resource) => resource.name, relations(props.resources), Size));
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
    /** @type {__VLS_StyleScopedClasses['node']} */ ;
    /** @type {__VLS_StyleScopedClasses['node']} */ ;
    /** @type {__VLS_StyleScopedClasses['node']} */ ;
    /** @type {__VLS_StyleScopedClasses['selected']} */ ;
    /** @type {__VLS_StyleScopedClasses['node']} */ ;
    /** @type {__VLS_StyleScopedClasses['node']} */ ;
    /** @type {__VLS_StyleScopedClasses['edge']} */ ;
    /** @type {__VLS_StyleScopedClasses['edge']} */ ;
    /** @type {__VLS_StyleScopedClasses['edge']} */ ;
    /** @type {__VLS_StyleScopedClasses['legend']} */ ;
    /** @type {__VLS_StyleScopedClasses['legend']} */ ;
    /** @type {__VLS_StyleScopedClasses['legend']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "graph" },
    });
    /** @type {__VLS_StyleScopedClasses['graph']} */ ;
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
        id: "arrow",
        viewBox: "0 0 8 8",
        refX: "7",
        refY: "4",
        markerWidth: "7",
        markerHeight: "7",
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
            ...{ class: (['edge', edge.link.kind, { near: __VLS_ctx.selected === edge.from.name || __VLS_ctx.selected === edge.to.name }]) },
            'marker-end': "url(#arrow)",
        });
        /** @type {__VLS_StyleScopedClasses['near']} */ ;
        /** @type {__VLS_StyleScopedClasses['edge']} */ ;
        // @ts-ignore
        [graph, graph, graph, graph, graph, curve, Size, selected, selected,];
    }
    const __VLS_1 = __VLS_tryAsConstant((graph.value.nodes));
    for (const [node] of __VLS_vFor(__VLS_nonNull(__VLS_1))) {
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
            ...{ class: ({ selected: node.name === __VLS_ctx.selected }) },
            'data-hue': (__VLS_unwrap(hueOf, {})(node.name)),
            ...{ style: ({ left: `${node.x}px`, top: `${node.y}px`, width: `${Size.value.width}px`, height: `${Size.value.height}px` }) },
        });
        /** @type {__VLS_StyleScopedClasses['node']} */ ;
        /** @type {__VLS_StyleScopedClasses['selected']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.strong, __VLS_intrinsics.strong)({});
        (node.item.displayName ?? node.name);
        __VLS_asFunctionalElement1(__VLS_intrinsics.small, __VLS_intrinsics.small)({});
        const __VLS_2 = StandingMark;
        // @ts-ignore
        const __VLS_3 = __VLS_asFunctionalComponent1(__VLS_2, new __VLS_2({
            // @ts-ignore
            ...(__VLS_unwrap(standing, {})(node.item)),
        }));
        const __VLS_4 = __VLS_3({
            ...(__VLS_unwrap(standing, {})(node.item)),
        }, ...__VLS_functionalComponentArgsRest(__VLS_3));
        // @ts-ignore
        [Size, Size, selected, hueOf, standing,];
    }
    __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({
        ...{ class: "legend quiet" },
    });
    /** @type {__VLS_StyleScopedClasses['legend']} */ ;
    /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "solid" },
    });
    /** @type {__VLS_StyleScopedClasses['solid']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "dashed" },
    });
    /** @type {__VLS_StyleScopedClasses['dashed']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "dotted" },
    });
    /** @type {__VLS_StyleScopedClasses['dotted']} */ ;
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
