import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { model } from '../app/model';
import { useNow } from '../app/now';
import AppIcon from '../parts/AppIcon.vue';
import EmptyState from '../parts/EmptyState.vue';
import { useQuery } from '../parts/query';
import SearchField from '../parts/SearchField.vue';
import MissingValues from './MissingValues.vue';
import ResourceDetails from './ResourceDetails.vue';
import ResourceGraph from './ResourceGraph.vue';
import ResourceTable from './ResourceTable.vue';
import { standing } from './state';
const route = useRoute();
const router = useRouter();
const query = useQuery();
const text = query.text('text');
const type = query.text('type');
const state = query.text('state');
const hidden = query.text('hidden');
const isGraph = computed(() => route.query.view === 'graph');
const now = useNow();
const levels = [
    { tone: 'good', name: 'Well' },
    { tone: 'info', name: 'On the way' },
    { tone: 'warn', name: 'Needs a look' },
    { tone: 'bad', name: 'Not well' },
    { tone: 'quiet', name: 'Not running' },
];
const all = computed(() => model.value?.resources ?? []);
const kinds = computed(() => [...new Set(all.value.map((resource) => resource.type))].sort());
const states = computed(() => [...new Set(all.value.map((resource) => resource.state))].sort());
const shown = computed(() => {
    const needle = text.value.trim().toLowerCase();
    return all.value.filter((resource) => (hidden.value !== '' || !resource.hidden) &&
        (type.value === '' || resource.type === type.value) &&
        (state.value === '' || resource.state === state.value || standing(resource).tone === state.value) &&
        (needle === '' || [resource.name, resource.displayName, resource.type, resource.state, resource.health].some((part) => part?.toLowerCase().includes(needle))));
});
const hiddenCount = computed(() => all.value.filter((resource) => resource.hidden).length);
const selected = computed(() => all.value.find((resource) => resource.name === route.query.show) ?? null);
const summary = computed(() => {
    const visible = all.value.filter((resource) => !resource.hidden);
    const count = (...tones) => visible.filter((resource) => tones.includes(standing(resource).tone)).length;
    if (count('bad', 'warn') > 0)
        return { tone: 'bad', text: `${count('bad', 'warn')} of ${visible.length} not well` };
    if (count('info') > 0)
        return { tone: 'info', text: `${count('info')} of ${visible.length} on the way` };
    return { tone: 'good', text: `All ${visible.length} well` };
});
function view(name) {
    void router.replace({ query: { ...route.query, view: name } });
}
function show(name) {
    void router.replace({ query: { ...route.query, show: name ?? undefined } });
}
function clear() {
    text.value = '';
    type.value = '';
    state.value = '';
}
const __VLS_ctx = {};
let __VLS_components;
let __VLS_intrinsics;
let __VLS_directives;
void __VLS_ctx, __VLS_components, __VLS_intrinsics, __VLS_directives;
const __VLS_template = () => {
    __VLS_withDotValue(all, {});
    __VLS_withDotValue(summary, {});
    __VLS_withDotValue(isGraph, {});
    __VLS_withDotValue(hidden, {});
    __VLS_withDotValue(shown, {});
    __VLS_withDotValue(selected, {});
    __VLS_withDotValue(model, {});
    void {};
    __VLS_asFunctionalElement1(__VLS_intrinsics.section, __VLS_intrinsics.section)({
        ...{ class: "page" },
    });
    /** @type {__VLS_StyleScopedClasses['page']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.header, __VLS_intrinsics.header)({
        ...{ class: "page-head" },
    });
    /** @type {__VLS_StyleScopedClasses['page-head']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.h1, __VLS_intrinsics.h1)({});
    if (all.value.length > 0) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
            ...{ class: "summary" },
            'data-tone': (summary.value.tone),
        });
        /** @type {__VLS_StyleScopedClasses['summary']} */ ;
        (summary.value.text);
    }
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "push" },
    });
    /** @type {__VLS_StyleScopedClasses['push']} */ ;
    if (all.value.length > 0) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
            ...{ class: "views" },
            role: "group",
            'aria-label': "Show as",
        });
        /** @type {__VLS_StyleScopedClasses['views']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
            ...{ onClick: (...[$event]) => {
                    void $event;
                    if (!(all.value.length > 0))
                        throw 0;
                    return (view(undefined));
                    // @ts-ignore
                    [all, all, summary, summary,];
                } },
            type: "button",
            ...{ class: "button" },
            'aria-pressed': (!isGraph.value),
        });
        /** @type {__VLS_StyleScopedClasses['button']} */ ;
        const __VLS_0 = AppIcon;
        // @ts-ignore
        const __VLS_1 = __VLS_asFunctionalComponent1(__VLS_0, new __VLS_0({
            // @ts-ignore
            name: "resources", size: (16),
        }));
        const __VLS_2 = __VLS_1({
            name: "resources",
            size: (16),
        }, ...__VLS_functionalComponentArgsRest(__VLS_1));
        __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
            ...{ onClick: (...[$event]) => {
                    void $event;
                    if (!(all.value.length > 0))
                        throw 0;
                    return (view('graph'));
                    // @ts-ignore
                    [isGraph,];
                } },
            type: "button",
            ...{ class: "button" },
            'aria-pressed': (isGraph.value),
        });
        /** @type {__VLS_StyleScopedClasses['button']} */ ;
        const __VLS_5 = AppIcon;
        // @ts-ignore
        const __VLS_6 = __VLS_asFunctionalComponent1(__VLS_5, new __VLS_5({
            // @ts-ignore
            name: "graph", size: (16),
        }));
        const __VLS_7 = __VLS_6({
            name: "graph",
            size: (16),
        }, ...__VLS_functionalComponentArgsRest(__VLS_6));
    }
    if (__VLS_unwrap(hiddenCount, {}) > 0) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
            ...{ onClick: (...[$event]) => {
                    void $event;
                    if (!(__VLS_unwrap(hiddenCount, {}) > 0))
                        throw 0;
                    return (hidden.value = hidden.value === '' ? '1' : '');
                    // @ts-ignore
                    [isGraph, hiddenCount, hidden, hidden,];
                } },
            type: "button",
            ...{ class: "button" },
            'aria-pressed': (hidden.value !== ''),
        });
        /** @type {__VLS_StyleScopedClasses['button']} */ ;
        (__VLS_unwrap(hiddenCount, {}));
    }
    if (all.value.length > 0) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.label, __VLS_intrinsics.label)({
            ...{ class: "sr" },
            for: "resource-type",
        });
        /** @type {__VLS_StyleScopedClasses['sr']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.select, __VLS_intrinsics.select)({
            id: "resource-type",
            value: (__VLS_unwrap(type, {})),
            ...{ class: "field" },
        });
        /** @type {__VLS_StyleScopedClasses['field']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.option, __VLS_intrinsics.option)({
            value: "",
        });
        const __VLS_10 = __VLS_tryAsConstant((__VLS_unwrap(kinds, {})));
        for (const [kind] of __VLS_vFor(__VLS_nonNull(__VLS_10))) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.option, __VLS_intrinsics.option)({
                key: (kind),
                value: (kind),
            });
            (kind);
            // @ts-ignore
            [all, hiddenCount, hidden, type, kinds,];
        }
        __VLS_asFunctionalElement1(__VLS_intrinsics.label, __VLS_intrinsics.label)({
            ...{ class: "sr" },
            for: "resource-state",
        });
        /** @type {__VLS_StyleScopedClasses['sr']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.select, __VLS_intrinsics.select)({
            id: "resource-state",
            value: (__VLS_unwrap(state, {})),
            ...{ class: "field" },
        });
        /** @type {__VLS_StyleScopedClasses['field']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.option, __VLS_intrinsics.option)({
            value: "",
        });
        __VLS_asFunctionalElement1(__VLS_intrinsics.optgroup, __VLS_intrinsics.optgroup)({
            label: "How it is",
        });
        const __VLS_11 = __VLS_tryAsConstant((__VLS_unwrap(levels, {})));
        for (const [item] of __VLS_vFor(__VLS_nonNull(__VLS_11))) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.option, __VLS_intrinsics.option)({
                key: (item.tone),
                value: (item.tone),
            });
            (item.name);
            // @ts-ignore
            [state, levels,];
        }
        __VLS_asFunctionalElement1(__VLS_intrinsics.optgroup, __VLS_intrinsics.optgroup)({
            label: "State",
        });
        const __VLS_12 = __VLS_tryAsConstant((__VLS_unwrap(states, {})));
        for (const [item] of __VLS_vFor(__VLS_nonNull(__VLS_12))) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.option, __VLS_intrinsics.option)({
                key: (item),
                value: (item),
            });
            (item);
            // @ts-ignore
            [states,];
        }
    }
    const __VLS_13 = SearchField;
    // @ts-ignore
    const __VLS_14 = __VLS_asFunctionalComponent1(__VLS_13, new __VLS_13({
        // @ts-ignore
        modelValue: (__VLS_unwrap(text, {})), label: "Filter resources",
    }));
    const __VLS_15 = __VLS_14({
        modelValue: (__VLS_unwrap(text, {})),
        label: "Filter resources",
    }, ...__VLS_functionalComponentArgsRest(__VLS_14));
    const __VLS_18 = MissingValues;
    // @ts-ignore
    const __VLS_19 = __VLS_asFunctionalComponent1(__VLS_18, new __VLS_18({
    // @ts-ignore
    }));
    const __VLS_20 = __VLS_19({}, ...__VLS_functionalComponentArgsRest(__VLS_19));
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "page-body" },
    });
    /** @type {__VLS_StyleScopedClasses['page-body']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "page-main" },
    });
    /** @type {__VLS_StyleScopedClasses['page-main']} */ ;
    if (shown.value.length > 0 && isGraph.value) {
        const __VLS_23 = ResourceGraph;
        // @ts-ignore
        const __VLS_24 = __VLS_asFunctionalComponent1(__VLS_23, new __VLS_23({
            // @ts-ignore
            ...{ 'onShow': {} }, resources: (shown.value), selected: (selected.value?.name ?? null),
        }));
        const __VLS_25 = __VLS_24({
            ...{ 'onShow': {} },
            resources: (shown.value),
            selected: (selected.value?.name ?? null),
        }, ...__VLS_functionalComponentArgsRest(__VLS_24));
        let __VLS_28;
        const __VLS_29 = {
            /** @type {typeof __VLS_28.show} */
            onShow: (show),
        };
        void __VLS_29;
        var __VLS_26;
        var __VLS_27;
    }
    else if (shown.value.length > 0) {
        const __VLS_30 = ResourceTable;
        // @ts-ignore
        const __VLS_31 = __VLS_asFunctionalComponent1(__VLS_30, new __VLS_30({
            // @ts-ignore
            ...{ 'onShow': {} }, resources: (shown.value), selected: (selected.value?.name ?? null), now: (__VLS_unwrap(now, {})),
        }));
        const __VLS_32 = __VLS_31({
            ...{ 'onShow': {} },
            resources: (shown.value),
            selected: (selected.value?.name ?? null),
            now: (__VLS_unwrap(now, {})),
        }, ...__VLS_functionalComponentArgsRest(__VLS_31));
        let __VLS_35;
        const __VLS_36 = {
            /** @type {typeof __VLS_35.show} */
            onShow: (show),
        };
        void __VLS_36;
        var __VLS_33;
        var __VLS_34;
    }
    else if (all.value.length > 0) {
        const __VLS_37 = EmptyState || EmptyState;
        // @ts-ignore
        const __VLS_38 = __VLS_asFunctionalComponent1(__VLS_37, new __VLS_37({
            // @ts-ignore
            icon: "filter", title: "No resource matches",
        }));
        const __VLS_39 = __VLS_38({
            icon: "filter",
            title: "No resource matches",
        }, ...__VLS_functionalComponentArgsRest(__VLS_38));
        var __VLS_40;
        const { default: __VLS_42 } = __VLS_nonNull(__VLS_40.slots);
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({});
        (all.value.length);
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({});
        __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
            ...{ onClick: (clear) },
            type: "button",
            ...{ class: "button" },
        });
        /** @type {__VLS_StyleScopedClasses['button']} */ ;
        // @ts-ignore
        [all, all, isGraph, text, shown, shown, shown, shown, selected, selected, now,];
    }
    else if (model.value) {
        const __VLS_43 = EmptyState || EmptyState;
        // @ts-ignore
        const __VLS_44 = __VLS_asFunctionalComponent1(__VLS_43, new __VLS_43({
            // @ts-ignore
            icon: "resources", title: "No app host yet",
        }));
        const __VLS_45 = __VLS_44({
            icon: "resources",
            title: "No app host yet",
        }, ...__VLS_functionalComponentArgsRest(__VLS_44));
        var __VLS_46;
        const { default: __VLS_48 } = __VLS_nonNull(__VLS_46.slots);
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({});
        __VLS_asFunctionalElement1(__VLS_intrinsics.code, __VLS_intrinsics.code)({});
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({});
        let __VLS_49;
        /** @ts-ignore @type { | typeof __VLS_components.RouterLink | typeof __VLS_components.RouterLink} */
        RouterLink;
        // @ts-ignore
        const __VLS_50 = __VLS_asFunctionalComponent1(__VLS_49, new __VLS_49({
            // @ts-ignore
            to: "/logs",
        }));
        const __VLS_51 = __VLS_50({
            to: "/logs",
        }, ...__VLS_functionalComponentArgsRest(__VLS_50));
        var __VLS_52;
        const { default: __VLS_54 } = __VLS_nonNull(__VLS_52.slots);
        // @ts-ignore
        [model,];
        let __VLS_55;
        /** @ts-ignore @type { | typeof __VLS_components.RouterLink | typeof __VLS_components.RouterLink} */
        RouterLink;
        // @ts-ignore
        const __VLS_56 = __VLS_asFunctionalComponent1(__VLS_55, new __VLS_55({
            // @ts-ignore
            to: "/traces",
        }));
        const __VLS_57 = __VLS_56({
            to: "/traces",
        }, ...__VLS_functionalComponentArgsRest(__VLS_56));
        var __VLS_58;
        const { default: __VLS_60 } = __VLS_nonNull(__VLS_58.slots);
        // @ts-ignore
        [];
        // @ts-ignore
        [];
    }
    if (selected.value) {
        const __VLS_61 = ResourceDetails;
        // @ts-ignore
        const __VLS_62 = __VLS_asFunctionalComponent1(__VLS_61, new __VLS_61({
            // @ts-ignore
            ...{ 'onClose': {} }, ...{ 'onShow': {} }, key: (selected.value.name), resource: (selected.value), now: (__VLS_unwrap(now, {})),
        }));
        const __VLS_63 = __VLS_62({
            ...{ 'onClose': {} },
            ...{ 'onShow': {} },
            key: (selected.value.name),
            resource: (selected.value),
            now: (__VLS_unwrap(now, {})),
        }, ...__VLS_functionalComponentArgsRest(__VLS_62));
        let __VLS_66;
        const __VLS_67 = {
            /** @type {typeof __VLS_66.close} */
            onClose: (...[$event]) => {
                void $event;
                if (!(selected.value))
                    throw 0;
                return (show(null));
                // @ts-ignore
                [selected, selected, selected, now,];
            },
        };
        void __VLS_67;
        const __VLS_68 = {
            /** @type {typeof __VLS_66.show} */
            onShow: (show),
        };
        void __VLS_68;
        var __VLS_64;
        var __VLS_65;
    }
    // @ts-ignore
    [];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({});
export default {};
