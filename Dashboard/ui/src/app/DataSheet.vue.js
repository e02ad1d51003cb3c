import { ref } from 'vue';
import { ApiError, post, remove } from '../api/client';
import { shortTime } from '../parts/format';
import { announce } from '../resources/outcome';
import { loadRuns, run, runs } from './run';
const { defineExpose, } = {};
const dialog = ref(null);
const sure = ref(false);
const __VLS_exposed = {
    open: () => {
        sure.value = false;
        void loadRuns();
        dialog.value?.showModal();
    },
};
defineExpose(__VLS_exposed);
function look(id) {
    const url = new URL(location.href);
    url.search = '';
    if (id !== 'current')
        url.searchParams.set('run', id);
    location.assign(url);
}
async function clear() {
    await remove('/api/runs/current');
    dialog.value?.close();
}
async function importFile(event) {
    const file = event.target.files?.[0];
    if (!file)
        return;
    const text = await file.text();
    const signal = text.includes('"resourceSpans"') ? 'traces' : text.includes('"resourceMetrics"') ? 'metrics' : 'logs';
    try {
        const outcome = await post(`/api/runs/current/${signal}`, text);
        announce(true, `Import of ${file.name}`, `${outcome.accepted} ${signal} taken${outcome.rejected > 0 ? `, ${outcome.rejected} refused` : ''}.`);
        dialog.value?.close();
    }
    catch (fault) {
        announce(false, `Import of ${file.name}`, fault instanceof ApiError ? fault.message : String(fault));
    }
}
function size(bytes) {
    return bytes === 0 ? 'in memory' : bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
const __VLS_ctx = {};
let __VLS_components;
let __VLS_intrinsics;
let __VLS_directives;
void __VLS_ctx, __VLS_components, __VLS_intrinsics, __VLS_directives;
const __VLS_template = () => {
    __VLS_withDotValue(dialog, {});
    __VLS_withDotValue(runs, {});
    __VLS_withDotValue(run, {});
    __VLS_withDotValue(sure, {});
    void {};
    __VLS_asFunctionalElement1(__VLS_intrinsics.dialog, __VLS_intrinsics.dialog)({
        ...{ onClick: (...[$event]) => {
                void $event;
                return (dialog.value?.close());
                // @ts-ignore
                [dialog,];
            } },
        ref: "dialog",
        'aria-labelledby': "data-title",
    });
    __VLS_asFunctionalElement1(__VLS_intrinsics.h2, __VLS_intrinsics.h2)({
        id: "data-title",
    });
    if (runs.value) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.ul, __VLS_intrinsics.ul)({});
        const __VLS_0 = __VLS_tryAsConstant((runs.value.runs));
        for (const [item] of __VLS_vFor(__VLS_nonNull(__VLS_0))) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.li, __VLS_intrinsics.li)({
                key: (item.id),
                ...{ class: ({ here: (run.value || 'current') === item.id }) },
            });
            /** @type {__VLS_StyleScopedClasses['here']} */ ;
            __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
                ...{ onClick: (...[$event]) => {
                        void $event;
                        __VLS_withDotValue(runs, {});
                        if (!(runs.value))
                            throw 0;
                        return (look(item.id));
                        // @ts-ignore
                        [runs, runs, run,];
                    } },
                type: "button",
            });
            (item.current ? 'This run' : 'Run');
            (__VLS_unwrap(shortTime, {})(item.startedAt));
            __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
                ...{ class: "quiet" },
            });
            /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
            (size(item.bytes));
            __VLS_asFunctionalElement1(__VLS_intrinsics.a, __VLS_intrinsics.a)({
                href: (`/api/runs/${item.id}/traces`),
                download: true,
            });
            __VLS_asFunctionalElement1(__VLS_intrinsics.a, __VLS_intrinsics.a)({
                href: (`/api/runs/${item.id}/logs`),
                download: true,
            });
            // @ts-ignore
            [shortTime,];
        }
    }
    if (runs.value && !runs.value.recorded) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({
            ...{ class: "quiet" },
        });
        /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.code, __VLS_intrinsics.code)({});
    }
    if (runs.value && runs.value.unrecorded > 0) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({
            ...{ class: "quiet" },
        });
        /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
        (runs.value.unrecorded);
    }
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "actions" },
    });
    /** @type {__VLS_StyleScopedClasses['actions']} */ ;
    let __VLS_1;
    /** @ts-ignore @type { | typeof __VLS_components.RouterLink | typeof __VLS_components.RouterLink} */
    RouterLink;
    // @ts-ignore
    const __VLS_2 = __VLS_asFunctionalComponent1(__VLS_1, new __VLS_1({
        // @ts-ignore
        ...{ 'onClick': {} }, ...{ class: "button" }, to: "/runs",
    }));
    const __VLS_3 = __VLS_2({
        ...{ 'onClick': {} },
        ...{ class: "button" },
        to: "/runs",
    }, ...__VLS_functionalComponentArgsRest(__VLS_2));
    let __VLS_6;
    const __VLS_7 = {
        /** @type {typeof __VLS_6.click} */
        onClick: (...[$event]) => {
            void $event;
            return (dialog.value?.close());
            // @ts-ignore
            [dialog, runs, runs, runs, runs, runs,];
        },
    };
    void __VLS_7;
    /** @type {__VLS_StyleScopedClasses['button']} */ ;
    var __VLS_4;
    var __VLS_5;
    const { default: __VLS_8 } = __VLS_nonNull(__VLS_4.slots);
    // @ts-ignore
    [];
    __VLS_asFunctionalElement1(__VLS_intrinsics.label, __VLS_intrinsics.label)({
        ...{ class: "button" },
    });
    /** @type {__VLS_StyleScopedClasses['button']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.input)({
        ...{ onChange: (importFile) },
        ...{ class: "sr" },
        type: "file",
        accept: ".json,.jsonl,.ndjson",
    });
    /** @type {__VLS_StyleScopedClasses['sr']} */ ;
    if (!sure.value) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
            ...{ onClick: (...[$event]) => {
                    void $event;
                    if (!(!sure.value))
                        throw 0;
                    return (sure.value = true);
                    // @ts-ignore
                    [sure, sure,];
                } },
            type: "button",
            ...{ class: "button" },
        });
        /** @type {__VLS_StyleScopedClasses['button']} */ ;
    }
    else {
        __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
            ...{ onClick: (clear) },
            type: "button",
            ...{ class: "button primary" },
        });
        /** @type {__VLS_StyleScopedClasses['button']} */ ;
        /** @type {__VLS_StyleScopedClasses['primary']} */ ;
    }
    __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
        ...{ onClick: (...[$event]) => {
                void $event;
                return (dialog.value?.close());
                // @ts-ignore
                [dialog,];
            } },
        type: "button",
        ...{ class: "button close" },
    });
    /** @type {__VLS_StyleScopedClasses['button']} */ ;
    /** @type {__VLS_StyleScopedClasses['close']} */ ;
    // @ts-ignore
    [];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({
    setup: () => __VLS_exposed,
});
export default {};
