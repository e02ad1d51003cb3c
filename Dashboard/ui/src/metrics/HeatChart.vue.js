import { onMounted, ref, watch } from 'vue';
import { theme } from '../app/theme';
import { inUnit } from './units';
const { defineProps, } = {};
const props = defineProps();
const canvas = ref(null);
const rows = ref([]);
const hint = ref('');
/** Only the buckets between the lowest and the highest that hold anything. */
function draw() {
    const used = props.heat.counts.reduce(([low, high], step) => step.reduce(([l, h], value, i) => (value > 0 ? [Math.min(l, i), Math.max(h, i)] : [l, h]), [low, high]), [Infinity, -1]);
    const [low, high] = used[1] < 0 ? [0, Math.min(5, props.heat.bounds.length)] : used;
    rows.value = Array.from({ length: high - low + 1 }, (_, i) => ({ index: high - i, label: label(high - i) }));
    const element = canvas.value;
    const steps = props.heat.counts.length;
    element.width = steps * 8;
    element.height = rows.value.length * 20;
    const context = element.getContext('2d');
    const most = Math.max(1, ...props.heat.counts.flat());
    context.clearRect(0, 0, element.width, element.height);
    context.fillStyle = getComputedStyle(element).color;
    props.heat.counts.forEach((step, x) => rows.value.forEach((row, y) => {
        const value = step[row.index] ?? 0;
        if (value === 0)
            return;
        context.globalAlpha = 0.15 + 0.85 * Math.sqrt(value / most);
        context.fillRect(x * 8, y * 20 + 1, 7, 18);
    }));
}
function label(index) {
    const bound = props.heat.bounds[index];
    return bound === undefined ? `> ${inUnit(props.heat.bounds.at(-1) ?? 0, props.unit)}` : `≤ ${inUnit(bound, props.unit)}`;
}
function onMove(event) {
    const element = canvas.value;
    const x = Math.floor((event.offsetX / element.clientWidth) * props.heat.counts.length);
    const row = rows.value[Math.floor((event.offsetY / element.clientHeight) * rows.value.length)];
    const value = row && props.heat.counts[x]?.[row.index];
    hint.value = row && value !== undefined ? `${new Date(props.times[x]).toLocaleTimeString('en-GB')}: ${Math.round(value)} at ${row.label}` : '';
}
onMounted(draw);
watch(() => props.heat, draw);
watch(theme, draw, { flush: 'post' });
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
    __VLS_withDotValue(hint, {});
    void {};
    __VLS_asFunctionalElement1(__VLS_intrinsics.figure, __VLS_intrinsics.figure)({});
    __VLS_asFunctionalElement1(__VLS_intrinsics.figcaption, __VLS_intrinsics.figcaption)({});
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "quiet" },
    });
    /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
    (hint.value);
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "grid" },
    });
    /** @type {__VLS_StyleScopedClasses['grid']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "labels" },
    });
    /** @type {__VLS_StyleScopedClasses['labels']} */ ;
    const __VLS_0 = __VLS_tryAsConstant((__VLS_unwrap(rows, {})));
    for (const [row] of __VLS_vFor(__VLS_nonNull(__VLS_0))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            key: (row.index),
        });
        (row.label);
        // @ts-ignore
        [hint, rows,];
    }
    __VLS_asFunctionalElement1(__VLS_intrinsics.canvas, __VLS_intrinsics.canvas)({
        ...{ onMousemove: (onMove) },
        ...{ onMouseleave: (...[$event]) => {
                void $event;
                return (hint.value = '');
                // @ts-ignore
                [hint,];
            } },
        ref: "canvas",
        role: "img",
        'aria-label': "How measurements spread over the buckets as time goes on",
    });
    // @ts-ignore
    [];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({
    __typeProps: {},
});
export default {};
