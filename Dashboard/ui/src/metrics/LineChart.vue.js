import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { onBeforeUnmount, onMounted, ref, shallowRef, watch } from 'vue';
import { theme } from '../app/theme';
import { inUnit } from './units';
const { defineProps, } = {};
const props = defineProps();
const host = ref(null);
const dark = window.matchMedia('(prefers-color-scheme: dark)');
let plot = null;
let shape = '';
const marks = shallowRef([]);
/** Canvas knows no variables and no light-dark(): an element is asked what a colour comes to. */
function colour(variable) {
    const probe = document.createElement('i');
    probe.style.color = `var(${variable})`;
    host.value.append(probe);
    const value = getComputedStyle(probe).color;
    probe.remove();
    return value;
}
function data() {
    return [props.times.map((time) => time / 1000), ...props.lines.map((line) => line.values)];
}
function draw(anew = false) {
    if (host.value === null)
        return;
    const next = props.lines.map((line) => line.label).join('\n') + props.unit;
    if (plot !== null && next === shape && !anew) {
        plot.setData(data());
        return;
    }
    shape = next;
    plot?.destroy();
    const axis = { stroke: colour('--ink-2'), grid: { stroke: colour('--border'), width: 1 }, ticks: { show: false }, font: '11px ui-sans-serif, system-ui, sans-serif' };
    const options = {
        width: host.value.clientWidth,
        height: props.height ?? 220,
        cursor: { points: { size: 6 }, drag: { x: false, y: false } },
        legend: { live: true },
        hooks: { draw: [placeMarks] },
        scales: { y: { range: (_plot, min, max) => [Math.min(0, min ?? 0), (max ?? 0) > 0 ? max * 1.1 : 1] } },
        axes: [
            { ...axis, size: 32, space: 70, values: (_plot, ticks) => ticks.map((tick) => new Date(tick * 1000).toLocaleTimeString('en-GB')) },
            { ...axis, size: 68, values: (_plot, ticks) => ticks.map((tick) => inUnit(tick, props.unit)) },
        ],
        series: [
            { label: 'Time', value: (_plot, value) => (value === null ? '' : new Date(value * 1000).toLocaleTimeString('en-GB')) },
            ...props.lines.map((line, index) => ({
                label: line.label,
                stroke: colour(`--hue-${index % 8}`),
                width: 1.75,
                spanGaps: false,
                points: { show: true, size: 4, filter: loneliest },
                value: (_plot, value) => (value === null ? '–' : inUnit(value, props.unit)),
            })),
        ],
    };
    plot = new uPlot(options, data(), host.value);
}
/** Exemplars lie over the canvas as links, so that they can be pressed; those beyond the scale lie on its edge. */
function placeMarks(drawn) {
    const [width, height] = [drawn.over.clientWidth, drawn.over.clientHeight];
    marks.value = (props.exemplars ?? []).slice(-60).map((exemplar) => ({
        exemplar,
        left: `${drawn.over.offsetLeft + Math.min(width, Math.max(0, drawn.valToPos(exemplar.time / 1000, 'x')))}px`,
        top: `${drawn.over.offsetTop + Math.min(height, Math.max(0, drawn.valToPos(exemplar.value, 'y')))}px`,
    }));
}
/** Points are drawn only where no line can be: between two gaps. */
const loneliest = (plot, index) => {
    const values = plot.data[index];
    return Array.from(values.keys()).filter((at) => values[at] != null && values[at - 1] == null && values[at + 1] == null);
};
const redraw = () => draw(true);
const observer = new ResizeObserver(() => {
    if (plot !== null && host.value !== null)
        plot.setSize({ width: host.value.clientWidth, height: props.height ?? 220 });
});
onMounted(() => {
    draw();
    observer.observe(host.value);
    dark.addEventListener('change', redraw);
});
onBeforeUnmount(() => {
    observer.disconnect();
    dark.removeEventListener('change', redraw);
    plot?.destroy();
});
watch(() => [props.times, props.lines], () => draw());
watch(theme, redraw, { flush: 'post' });
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
    void {};
    /** @type {__VLS_StyleScopedClasses['mark']} */ ;
    /** @type {__VLS_StyleScopedClasses['chart']} */ ;
    /** @type {__VLS_StyleScopedClasses['chart']} */ ;
    /** @type {__VLS_StyleScopedClasses['u-legend']} */ ;
    /** @type {__VLS_StyleScopedClasses['chart']} */ ;
    /** @type {__VLS_StyleScopedClasses['u-legend']} */ ;
    /** @type {__VLS_StyleScopedClasses['chart']} */ ;
    /** @type {__VLS_StyleScopedClasses['u-legend']} */ ;
    /** @type {__VLS_StyleScopedClasses['chart']} */ ;
    /** @type {__VLS_StyleScopedClasses['u-legend']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.figure, __VLS_intrinsics.figure)({
        ...{ class: "chart" },
    });
    /** @type {__VLS_StyleScopedClasses['chart']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.figcaption, __VLS_intrinsics.figcaption)({});
    (__VLS_ctx.title);
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "plot" },
    });
    /** @type {__VLS_StyleScopedClasses['plot']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ref: "host",
        role: "img",
        'aria-label': (__VLS_ctx.title),
    });
    const __VLS_0 = __VLS_tryAsConstant((__VLS_unwrap(marks, {})));
    for (const [mark, index] of __VLS_vFor(__VLS_nonNull(__VLS_0))) {
        let __VLS_1;
        /** @ts-ignore @type { | typeof __VLS_components.RouterLink} */
        RouterLink;
        // @ts-ignore
        const __VLS_2 = __VLS_asFunctionalComponent1(__VLS_1, new __VLS_1({
            // @ts-ignore
            key: (index), ...{ class: "mark" }, tabindex: "-1", 'aria-hidden': "true", ...{ style: ({ left: mark.left, top: mark.top }) }, title: (`${__VLS_unwrap(inUnit, {})(mark.exemplar.value, __VLS_ctx.unit)}: open its trace`), to: ({ path: `/traces/${mark.exemplar.traceId}`, query: { span: mark.exemplar.spanId ?? undefined } }),
        }));
        const __VLS_3 = __VLS_2({
            key: (index),
            ...{ class: "mark" },
            tabindex: "-1",
            'aria-hidden': "true",
            ...{ style: ({ left: mark.left, top: mark.top }) },
            title: (`${__VLS_unwrap(inUnit, {})(mark.exemplar.value, __VLS_ctx.unit)}: open its trace`),
            to: ({ path: `/traces/${mark.exemplar.traceId}`, query: { span: mark.exemplar.spanId ?? undefined } }),
        }, ...__VLS_functionalComponentArgsRest(__VLS_2));
        /** @type {__VLS_StyleScopedClasses['mark']} */ ;
        // @ts-ignore
        [title, title, marks, inUnit, unit,];
    }
    // @ts-ignore
    [];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({
    __typeProps: {},
});
export default {};
