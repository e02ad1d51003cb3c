import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import { useRouter } from 'vue-router';
import { useLive } from '../api/live';
import { resourceNames } from '../app/model';
import { useShortcuts } from '../app/shortcuts';
import AppIcon from '../parts/AppIcon.vue';
import EmptyState from '../parts/EmptyState.vue';
import { count } from '../parts/format';
import { useQuery } from '../parts/query';
import SearchField from '../parts/SearchField.vue';
import VirtualRows from '../parts/VirtualRows.vue';
import { stripAnsi } from './ansi';
import ConsoleRow from './ConsoleRow.vue';
import { consoleLines } from './lines';
const { defineProps, } = {};
const props = defineProps();
const router = useRouter();
const { lines, ready, load, stop } = consoleLines(props.resource);
const rows = ref(null);
const query = useQuery();
const text = query.text('text');
const context = query.flag('context');
const times = query.flag('times', true);
const wrap = query.flag('wrap', window.innerWidth < 900);
const follow = ref(true);
/** What is shown while paused; lines that come meanwhile wait behind it. */
const held = shallowRef(null);
const at = ref(-1);
useLive('Console', load);
onScopeDispose(stop);
const all = computed(() => held.value ?? lines.value);
const waiting = computed(() => {
    const last = held.value?.at(-1)?.id ?? -1;
    return held.value === null ? 0 : lines.value.length - (lines.value.findLastIndex((line) => line.id === last) + 1);
});
const matches = computed(() => {
    const needle = text.value.toLowerCase();
    return needle === '' ? all.value : all.value.filter((line) => stripAnsi(line.text).toLowerCase().includes(needle));
});
const shown = computed(() => (context.value ? all.value : matches.value));
watch(() => [shown.value.length, lines.value.at(-1)?.id, follow.value], () => {
    if (follow.value)
        rows.value?.toEnd();
}, { flush: 'post' });
useShortcuts({ f: toggleFollow, w: () => (wrap.value = !wrap.value), p: togglePause, n: () => step(1), N: () => step(-1) });
function togglePause() {
    held.value = held.value === null ? lines.value : null;
    follow.value = held.value === null;
}
function toggleFollow() {
    follow.value = !follow.value;
    if (follow.value)
        held.value = null;
}
/** To the next or previous line that has the searched text, round the ends. */
function step(by) {
    if (matches.value.length === 0 || text.value === '')
        return;
    follow.value = false;
    at.value = at.value < 0 ? (by > 0 ? 0 : matches.value.length - 1) : (at.value + by + matches.value.length) % matches.value.length;
    rows.value?.toIndex(context.value ? shown.value.indexOf(matches.value[at.value]) : at.value);
}
watch([text, context], () => (at.value = -1));
function onScrolled(_atTop, atEnd) {
    if (held.value === null)
        follow.value = atEnd;
}
function choose(event) {
    void router.push({ path: `/console/${event.target.value}`, query: router.currentRoute.value.query });
}
function download() {
    const content = shown.value.map((line) => `${new Date(line.time).toISOString()} ${line.resource} ${stripAnsi(line.text)}`).join('\n');
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([content, '\n'], { type: 'text/plain' }));
    link.download = `${props.resource ?? 'console'}.log`;
    link.click();
    URL.revokeObjectURL(link.href);
}
const keyOf = (line) => line.id;
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
    __VLS_withDotValue(resourceNames, {});
    __VLS_withDotValue(text, {});
    __VLS_withDotValue(matches, {});
    __VLS_withDotValue(all, {});
    __VLS_withDotValue(times, {});
    __VLS_withDotValue(wrap, {});
    __VLS_withDotValue(shown, {});
    __VLS_withDotValue(held, {});
    __VLS_withDotValue(context, {});
    __VLS_withDotValue(waiting, {});
    __VLS_withDotValue(ready, {});
    __VLS_withDotValue(lines, {});
    void {};
    /** @type {__VLS_StyleScopedClasses['paused']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.section, __VLS_intrinsics.section)({
        ...{ class: "page" },
    });
    /** @type {__VLS_StyleScopedClasses['page']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.header, __VLS_intrinsics.header)({
        ...{ class: "page-head" },
    });
    /** @type {__VLS_StyleScopedClasses['page-head']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.h1, __VLS_intrinsics.h1)({});
    __VLS_asFunctionalElement1(__VLS_intrinsics.label, __VLS_intrinsics.label)({
        ...{ class: "sr" },
        for: "console-resource",
    });
    /** @type {__VLS_StyleScopedClasses['sr']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.select, __VLS_intrinsics.select)({
        ...{ onChange: (choose) },
        id: "console-resource",
        ...{ class: "field" },
        value: (__VLS_ctx.resource ?? ''),
    });
    /** @type {__VLS_StyleScopedClasses['field']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.option, __VLS_intrinsics.option)({
        value: "",
    });
    const __VLS_0 = __VLS_tryAsConstant((resourceNames.value));
    for (const [name] of __VLS_vFor(__VLS_nonNull(__VLS_0))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.option, __VLS_intrinsics.option)({
            key: (name),
            value: (name),
        });
        (name);
        // @ts-ignore
        [resource, resourceNames,];
    }
    if (__VLS_ctx.resource && !resourceNames.value.includes(__VLS_ctx.resource)) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.option, __VLS_intrinsics.option)({
            value: (__VLS_ctx.resource),
        });
        (__VLS_ctx.resource);
    }
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "quiet tally" },
    });
    /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
    /** @type {__VLS_StyleScopedClasses['tally']} */ ;
    (text.value ? `${__VLS_unwrap(count, {})(matches.value.length)} of ${__VLS_unwrap(count, {})(all.value.length)}` : __VLS_unwrap(count, {})(all.value.length));
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "push" },
    });
    /** @type {__VLS_StyleScopedClasses['push']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
        ...{ onClick: (...[$event]) => {
                void $event;
                return (times.value = !times.value);
                // @ts-ignore
                [resource, resource, resource, resource, resourceNames, text, count, count, count, matches, all, all, times, times,];
            } },
        type: "button",
        ...{ class: "button icon" },
        'aria-pressed': (times.value),
        'aria-label': "Timestamps",
        title: "Timestamps",
    });
    /** @type {__VLS_StyleScopedClasses['button']} */ ;
    /** @type {__VLS_StyleScopedClasses['icon']} */ ;
    const __VLS_1 = AppIcon;
    // @ts-ignore
    const __VLS_2 = __VLS_asFunctionalComponent1(__VLS_1, new __VLS_1({
        // @ts-ignore
        name: "clock",
    }));
    const __VLS_3 = __VLS_2({
        name: "clock",
    }, ...__VLS_functionalComponentArgsRest(__VLS_2));
    __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
        ...{ onClick: (...[$event]) => {
                void $event;
                return (wrap.value = !wrap.value);
                // @ts-ignore
                [times, wrap, wrap,];
            } },
        type: "button",
        ...{ class: "button icon" },
        'aria-pressed': (wrap.value),
        'aria-label': "Wrap lines",
        title: "Wrap lines (w)",
    });
    /** @type {__VLS_StyleScopedClasses['button']} */ ;
    /** @type {__VLS_StyleScopedClasses['icon']} */ ;
    const __VLS_6 = AppIcon;
    // @ts-ignore
    const __VLS_7 = __VLS_asFunctionalComponent1(__VLS_6, new __VLS_6({
        // @ts-ignore
        name: "wrap",
    }));
    const __VLS_8 = __VLS_7({
        name: "wrap",
    }, ...__VLS_functionalComponentArgsRest(__VLS_7));
    __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
        ...{ onClick: (download) },
        type: "button",
        ...{ class: "button icon" },
        'aria-label': "Download",
        title: "Download what is shown",
        disabled: (shown.value.length === 0),
    });
    /** @type {__VLS_StyleScopedClasses['button']} */ ;
    /** @type {__VLS_StyleScopedClasses['icon']} */ ;
    const __VLS_11 = AppIcon;
    // @ts-ignore
    const __VLS_12 = __VLS_asFunctionalComponent1(__VLS_11, new __VLS_11({
        // @ts-ignore
        name: "download",
    }));
    const __VLS_13 = __VLS_12({
        name: "download",
    }, ...__VLS_functionalComponentArgsRest(__VLS_12));
    __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
        ...{ onClick: (togglePause) },
        type: "button",
        ...{ class: "button" },
        'aria-pressed': (held.value !== null),
        title: "Hold still what is shown (p)",
    });
    /** @type {__VLS_StyleScopedClasses['button']} */ ;
    const __VLS_16 = AppIcon;
    // @ts-ignore
    const __VLS_17 = __VLS_asFunctionalComponent1(__VLS_16, new __VLS_16({
        // @ts-ignore
        name: (held.value ? 'play' : 'pause'), size: (16),
    }));
    const __VLS_18 = __VLS_17({
        name: (held.value ? 'play' : 'pause'),
        size: (16),
    }, ...__VLS_functionalComponentArgsRest(__VLS_17));
    (held.value ? 'Resume' : 'Pause');
    __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
        ...{ onClick: (toggleFollow) },
        type: "button",
        ...{ class: "button" },
        'aria-pressed': (__VLS_unwrap(follow, {})),
        title: "Follow the newest lines (f)",
    });
    /** @type {__VLS_StyleScopedClasses['button']} */ ;
    const __VLS_21 = AppIcon;
    // @ts-ignore
    const __VLS_22 = __VLS_asFunctionalComponent1(__VLS_21, new __VLS_21({
        // @ts-ignore
        name: "follow", size: (16),
    }));
    const __VLS_23 = __VLS_22({
        name: "follow",
        size: (16),
    }, ...__VLS_functionalComponentArgsRest(__VLS_22));
    const __VLS_26 = SearchField;
    // @ts-ignore
    const __VLS_27 = __VLS_asFunctionalComponent1(__VLS_26, new __VLS_26({
        // @ts-ignore
        ...{ 'onKeydown': {} }, modelValue: (text.value), label: "Search console",
    }));
    const __VLS_28 = __VLS_27({
        ...{ 'onKeydown': {} },
        modelValue: (text.value),
        label: "Search console",
    }, ...__VLS_functionalComponentArgsRest(__VLS_27));
    let __VLS_31;
    const __VLS_32 = {
        /** @type {typeof __VLS_31.keydown} */
        onKeydown: (...[$event]) => {
            void $event;
            return (step($event.shiftKey ? -1 : 1));
            // @ts-ignore
            [text, wrap, shown, held, held, held, follow,];
        },
    };
    void __VLS_32;
    var __VLS_29;
    var __VLS_30;
    if (text.value) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
            ...{ onClick: (...[$event]) => {
                    void $event;
                    if (!(text.value))
                        throw 0;
                    return (context.value = !context.value);
                    // @ts-ignore
                    [text, context, context,];
                } },
            type: "button",
            ...{ class: "button" },
            'aria-pressed': (context.value),
            title: "Keep the lines around those found",
        });
        /** @type {__VLS_StyleScopedClasses['button']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
            ...{ onClick: (...[$event]) => {
                    void $event;
                    if (!(text.value))
                        throw 0;
                    return (step(-1));
                    // @ts-ignore
                    [context,];
                } },
            type: "button",
            ...{ class: "button icon" },
            'aria-label': "Previous line found",
            title: "Previous (N)",
        });
        /** @type {__VLS_StyleScopedClasses['button']} */ ;
        /** @type {__VLS_StyleScopedClasses['icon']} */ ;
        const __VLS_33 = AppIcon;
        // @ts-ignore
        const __VLS_34 = __VLS_asFunctionalComponent1(__VLS_33, new __VLS_33({
            // @ts-ignore
            name: "up", size: (16),
        }));
        const __VLS_35 = __VLS_34({
            name: "up",
            size: (16),
        }, ...__VLS_functionalComponentArgsRest(__VLS_34));
        __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
            ...{ onClick: (...[$event]) => {
                    void $event;
                    if (!(text.value))
                        throw 0;
                    return (step(1));
                    // @ts-ignore
                    [];
                } },
            type: "button",
            ...{ class: "button icon" },
            'aria-label': "Next line found",
            title: "Next (n)",
        });
        /** @type {__VLS_StyleScopedClasses['button']} */ ;
        /** @type {__VLS_StyleScopedClasses['icon']} */ ;
        const __VLS_38 = AppIcon;
        // @ts-ignore
        const __VLS_39 = __VLS_asFunctionalComponent1(__VLS_38, new __VLS_38({
            // @ts-ignore
            name: "down", size: (16),
        }));
        const __VLS_40 = __VLS_39({
            name: "down",
            size: (16),
        }, ...__VLS_functionalComponentArgsRest(__VLS_39));
    }
    if (held.value) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({
            ...{ class: "paused" },
            role: "status",
        });
        /** @type {__VLS_StyleScopedClasses['paused']} */ ;
        (waiting.value === 0 ? 'Nothing new since.' : `${__VLS_unwrap(count, {})(waiting.value)} new ${waiting.value === 1 ? 'line waits' : 'lines wait'}.`);
        __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
            ...{ onClick: (togglePause) },
            type: "button",
        });
    }
    if (shown.value.length > 0) {
        const __VLS_43 = VirtualRows || VirtualRows;
        // @ts-ignore
        const __VLS_44 = __VLS_asFunctionalComponent1(__VLS_43, new __VLS_43({
            // @ts-ignore
            ...{ 'onScrolled': {} }, ref: "rows", ...{ class: "lines" }, items: (shown.value), rowHeight: (20), keyOf: (__VLS_unwrap(keyOf, {})), measured: (wrap.value), label: "Console lines",
        }));
        const __VLS_45 = __VLS_44({
            ...{ 'onScrolled': {} },
            ref: "rows",
            ...{ class: "lines" },
            items: (shown.value),
            rowHeight: (20),
            keyOf: (__VLS_unwrap(keyOf, {})),
            measured: (wrap.value),
            label: "Console lines",
        }, ...__VLS_functionalComponentArgsRest(__VLS_44));
        let __VLS_48;
        const __VLS_49 = {
            /** @type {typeof __VLS_48.scrolled} */
            onScrolled: (onScrolled),
        };
        void __VLS_49;
        /** @type {__VLS_StyleScopedClasses['lines']} */ ;
        var __VLS_46;
        var __VLS_47;
        const { default: __VLS_50 } = __VLS_nonNull(__VLS_46.slots);
        {
            const { default: __VLS_51 } = __VLS_nonNull(__VLS_46.slots);
            const [{ item }] = __VLS_vSlot(__VLS_nonNull(__VLS_51));
            const __VLS_52 = ConsoleRow;
            // @ts-ignore
            const __VLS_53 = __VLS_asFunctionalComponent1(__VLS_52, new __VLS_52({
                // @ts-ignore
                line: (item), times: (times.value), wrap: (wrap.value), name: (__VLS_ctx.resource === null), needle: (text.value), current: (__VLS_unwrap(at, {}) >= 0 && item.id === matches.value[__VLS_unwrap(at, {})]?.id),
            }));
            const __VLS_54 = __VLS_53({
                line: (item),
                times: (times.value),
                wrap: (wrap.value),
                name: (__VLS_ctx.resource === null),
                needle: (text.value),
                current: (__VLS_unwrap(at, {}) >= 0 && item.id === matches.value[__VLS_unwrap(at, {})]?.id),
            }, ...__VLS_functionalComponentArgsRest(__VLS_53));
            // @ts-ignore
            [resource, text, count, matches, times, wrap, wrap, shown, shown, held, waiting, waiting, waiting, keyOf, at, at,];
        }
        // @ts-ignore
        [];
    }
    else if (ready.value && text.value) {
        const __VLS_57 = EmptyState || EmptyState;
        // @ts-ignore
        const __VLS_58 = __VLS_asFunctionalComponent1(__VLS_57, new __VLS_57({
            // @ts-ignore
            icon: "search", title: "No line has that",
        }));
        const __VLS_59 = __VLS_58({
            icon: "search",
            title: "No line has that",
        }, ...__VLS_functionalComponentArgsRest(__VLS_58));
        var __VLS_60;
        const { default: __VLS_62 } = __VLS_nonNull(__VLS_60.slots);
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({});
        (__VLS_unwrap(count, {})(lines.value.length));
        (text.value);
        // @ts-ignore
        [text, text, count, ready, lines,];
    }
    else if (ready.value) {
        const __VLS_63 = EmptyState || EmptyState;
        // @ts-ignore
        const __VLS_64 = __VLS_asFunctionalComponent1(__VLS_63, new __VLS_63({
            // @ts-ignore
            icon: "console", title: "Nothing written yet",
        }));
        const __VLS_65 = __VLS_64({
            icon: "console",
            title: "Nothing written yet",
        }, ...__VLS_functionalComponentArgsRest(__VLS_64));
        var __VLS_66;
        const { default: __VLS_68 } = __VLS_nonNull(__VLS_66.slots);
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({});
        (__VLS_ctx.resource ?? 'a resource');
        // @ts-ignore
        [resource, ready,];
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
