import { ref } from 'vue';
const { defineProps, defineExpose, } = {};
const __VLS_props = defineProps();
const dialog = ref(null);
const rows = [
    { keys: ['g', 's'], text: 'Service map' },
    { keys: ['g', 'u'], text: 'Runs compared' },
    { keys: ['/'], text: 'Search on this page' },
    { keys: ['↑', '↓'], text: 'Move through rows' },
    { keys: ['Enter'], text: 'Open the row; in a search, the next one found' },
    { keys: ['←', '→'], text: 'Fold and open spans' },
    { keys: ['c'], text: 'Collapse all spans of a trace' },
    { keys: ['Esc'], text: 'Close details' },
    { keys: ['f'], text: 'Follow the newest lines (console)' },
    { keys: ['p'], text: 'Pause and resume (console, metrics)' },
    { keys: ['w'], text: 'Wrap lines (console)' },
    { keys: ['n', 'N'], text: 'Next and previous line found (console)' },
    { keys: ['y'], text: 'Copy a link to this view' },
    { keys: ['d'], text: 'Light, dark, or as the system has it' },
    { keys: ['?'], text: 'This sheet' },
];
const __VLS_exposed = { open: () => dialog.value?.showModal() };
defineExpose(__VLS_exposed);
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
    __VLS_withDotValue(dialog, {});
    void {};
    __VLS_asFunctionalElement1(__VLS_intrinsics.dialog, __VLS_intrinsics.dialog)({
        ...{ onClick: (...[$event]) => {
                void $event;
                return (dialog.value?.close());
                // @ts-ignore
                [dialog,];
            } },
        ref: "dialog",
        'aria-labelledby': "help-title",
    });
    __VLS_asFunctionalElement1(__VLS_intrinsics.form, __VLS_intrinsics.form)({
        method: "dialog",
        ...{ class: "keys" },
    });
    /** @type {__VLS_StyleScopedClasses['keys']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.h2, __VLS_intrinsics.h2)({
        id: "help-title",
    });
    __VLS_asFunctionalElement1(__VLS_intrinsics.dl, __VLS_intrinsics.dl)({});
    const __VLS_0 = __VLS_tryAsConstant((__VLS_ctx.pages));
    for (const [page] of __VLS_vFor(__VLS_nonNull(__VLS_0))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.template)({
            key: (page.key),
        });
        __VLS_asFunctionalElement1(__VLS_intrinsics.dt, __VLS_intrinsics.dt)({});
        __VLS_asFunctionalElement1(__VLS_intrinsics.kbd, __VLS_intrinsics.kbd)({});
        __VLS_asFunctionalElement1(__VLS_intrinsics.kbd, __VLS_intrinsics.kbd)({});
        (page.key);
        __VLS_asFunctionalElement1(__VLS_intrinsics.dd, __VLS_intrinsics.dd)({});
        (page.label);
        // @ts-ignore
        [pages,];
    }
    const __VLS_1 = __VLS_tryAsConstant((__VLS_unwrap(rows, {})));
    for (const [row] of __VLS_vFor(__VLS_nonNull(__VLS_1))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.template)({
            key: (row.text),
        });
        __VLS_asFunctionalElement1(__VLS_intrinsics.dt, __VLS_intrinsics.dt)({});
        const __VLS_2 = __VLS_tryAsConstant((row.keys));
        for (const [key, index] of __VLS_vFor(__VLS_nonNull(__VLS_2))) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.template)({
                key: (key),
            });
            (index > 0 ? ' ' : '');
            __VLS_asFunctionalElement1(__VLS_intrinsics.kbd, __VLS_intrinsics.kbd)({});
            (key);
            // @ts-ignore
            [rows,];
        }
        __VLS_asFunctionalElement1(__VLS_intrinsics.dd, __VLS_intrinsics.dd)({});
        (row.text);
        // @ts-ignore
        [];
    }
    __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
        ...{ class: "button" },
    });
    /** @type {__VLS_StyleScopedClasses['button']} */ ;
    // @ts-ignore
    [];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({
    setup: () => __VLS_exposed,
    __typeProps: {},
});
export default {};
