const { defineProps, withDefaults, } = {};
/** Line icons on a 24 grid, drawn for this dashboard. */
const paths = {
    bell: 'M12 3.2a1.6 1.6 0 0 1 1.6 1.6v.6a6 6 0 0 1 4.4 5.8V15.5l2 2.5H4l2-2.5v-4.3a6 6 0 0 1 4.4-5.8v-.6A1.6 1.6 0 0 1 12 3.2zM9.6 20.2h4.8',
    resources: 'M4 5.5h16v5H4zM4 13.5h16v5H4zM7 8h.01M7 16h.01M11 8h6M11 16h6',
    console: 'M4 5h16v14H4zM7.5 9.5l2.5 2.5-2.5 2.5M12.5 15h4',
    logs: 'M5 6h14M5 10h14M5 14h9M5 18h6',
    traces: 'M4 6h9M8 11h8M12 16h8M4 6v12',
    metrics: 'M4 19h16M6 15l4-5 3.5 3L19 6',
    sun: 'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 3v1.5M12 19.5V21M3 12h1.5M19.5 12H21M5.6 5.6l1.1 1.1M17.3 17.3l1.1 1.1M18.4 5.6l-1.1 1.1M6.7 17.3l-1.1 1.1',
    moon: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z',
    contrast: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 4v16M15 5v14M18 7v10',
    help: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM9.7 9.5a2.4 2.4 0 1 1 3.3 2.3c-.7.3-1 .8-1 1.5v.5M12 16.7h.01',
    close: 'M6 6l12 12M18 6L6 18',
    play: 'M8 5.5v13l10-6.5z',
    stop: 'M7 7h10v10H7z',
    restart: 'M19 12a7 7 0 1 1-2-4.9M19 4v4h-4',
    bolt: 'M13 3L6 13.5h5L10.5 21 18 10h-5z',
    follow: 'M12 4v12M7 11.5l5 5 5-5M5 20h14',
    pause: 'M9 6v12M15 6v12',
    wrap: 'M4 6h16M4 12h13a3 3 0 0 1 0 6h-4M15 15.5L12.5 18l2.5 2.5M4 18h5',
    clock: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 7.5V12l3 2',
    download: 'M12 4v11M7.5 11l4.5 4.5L16.5 11M5 20h14',
    search: 'M10.5 5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM15 15l4.5 4.5',
    chevron: 'M9 6l6 6-6 6',
    external: 'M13 5h6v6M19 5l-8.5 8.5M17 14v5H5V7h5',
    lock: 'M6.5 11h11v8h-11zM9 11V8.5a3 3 0 0 1 6 0V11',
    copy: 'M9 9h10v10H9zM15 9V5H5v10h4',
    more: 'M6 12h.01M12 12h.01M18 12h.01',
    filter: 'M4 6h16l-6 7v5l-4 2v-7z',
    unfilter: 'M4 6h16l-6 7v5l-4 2v-7zM4 20L20 4',
    check: 'M5 12.5l4.5 4.5L19 7.5',
    trash: 'M5 7h14M10 7V4.5h4V7M7 7l1 12.5h8L17 7',
    home: 'M4 11.5L12 4.5l8 7M6.5 10v9h11v-9M10 19v-5h4v5',
    map: 'M5 5h5v5H5zM14 14h5v5h-5zM14.5 4.5h4v4h-4zM10 7.5h4.5M8 10l6.5 5.5',
    compare: 'M5 19V9M10 19V5M15 19v-7M20 19v-4',
    link: 'M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1',
    pencil: 'M5 19l1-4L16 5l3 3L9 18zM14 7l3 3',
    eye: 'M3 12c2.5-4.5 5.5-6.5 9-6.5s6.5 2 9 6.5c-2.5 4.5-5.5 6.5-9 6.5S5.5 16.5 3 12zM12 9.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z',
    braces: 'M9 5c-2 0-3 .8-3 2.5v2C6 11 5.3 12 4 12c1.3 0 2 1 2 2.5v2C6 18.2 7 19 9 19M15 5c2 0 3 .8 3 2.5v2c0 1.5.7 2.5 2 2.5-1.3 0-2 1-2 2.5v2c0 1.7-1 2.5-3 2.5',
    up: 'M6 14.5l6-6 6 6',
    down: 'M6 9.5l6 6 6-6',
    database: 'M12 4c4 0 7 1.3 7 3s-3 3-7 3-7-1.3-7-3 3-3 7-3zM5 7v10c0 1.7 3 3 7 3s7-1.3 7-3V7M5 12c0 1.7 3 3 7 3s7-1.3 7-3',
    graph: 'M6 4.5h4v4H6zM14 15.5h4v4h-4zM14 4.5h4v4h-4zM8 8.5v9h6M10 6.5h4',
};
const __VLS_props = withDefaults(defineProps(), { size: 18 });
const __VLS_defaults = { size: 18 };
void __VLS_defaults;
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
    __VLS_withDotValue(paths, {});
    __VLS_asFunctionalElement1(__VLS_intrinsics.svg, __VLS_intrinsics.svg)({
        viewBox: "0 0 24 24",
        width: (__VLS_ctx.size),
        height: (__VLS_ctx.size),
        fill: "none",
        stroke: "currentColor",
        'stroke-width': "1.7",
        'stroke-linecap': "round",
        'stroke-linejoin': "round",
        'aria-hidden': "true",
    });
    __VLS_asFunctionalElement1(__VLS_intrinsics.path)({
        d: (paths.value[__VLS_ctx.name]),
    });
    // @ts-ignore
    [size, size, paths, name,];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({
    __typeProps: {},
    props: {},
});
export default {};
