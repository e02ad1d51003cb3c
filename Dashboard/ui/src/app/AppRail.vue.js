import { computed } from 'vue';
import { useRouter } from 'vue-router';
import { online } from '../api/live';
import AppIcon from '../parts/AppIcon.vue';
import { model } from './model';
import { pages } from './pages';
import { nextTheme, theme } from './theme';
const { defineEmits, } = {};
const emit = defineEmits();
const router = useRouter();
const unwell = computed(() => model.value?.resources.filter((resource) => resource.health === 'Unhealthy' || resource.stateStyle === 'error').length ?? 0);
const connection = computed(() => {
    if (!online.value)
        return { tone: 'bad', text: 'Dashboard not answering' };
    if (model.value === null)
        return { tone: 'wait', text: 'Connecting' };
    return model.value.connected ? { tone: 'good', text: 'Live' } : { tone: 'wait', text: 'No app host' };
});
const themeName = { system: 'system', light: 'light', dark: 'dark' };
function isHere(to) {
    const path = router.currentRoute.value.path;
    if (to === '/traces' && path === '/map')
        return true;
    return to === '/' ? path === '/' : path.startsWith(to);
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
    __VLS_withDotValue(model, {});
    __VLS_withDotValue(connection, {});
    __VLS_withDotValue(themeName, {});
    __VLS_withDotValue(theme, {});
    void {};
    /** @type {__VLS_StyleScopedClasses['names']} */ ;
    /** @type {__VLS_StyleScopedClasses['line']} */ ;
    /** @type {__VLS_StyleScopedClasses['line']} */ ;
    /** @type {__VLS_StyleScopedClasses['line']} */ ;
    /** @type {__VLS_StyleScopedClasses['here']} */ ;
    /** @type {__VLS_StyleScopedClasses['here']} */ ;
    /** @type {__VLS_StyleScopedClasses['tools']} */ ;
    /** @type {__VLS_StyleScopedClasses['tools']} */ ;
    /** @type {__VLS_StyleScopedClasses['rail']} */ ;
    /** @type {__VLS_StyleScopedClasses['brand']} */ ;
    /** @type {__VLS_StyleScopedClasses['tools']} */ ;
    /** @type {__VLS_StyleScopedClasses['tools']} */ ;
    /** @type {__VLS_StyleScopedClasses['here']} */ ;
    /** @type {__VLS_StyleScopedClasses['here']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.header, __VLS_intrinsics.header)({
        ...{ class: "rail" },
    });
    /** @type {__VLS_StyleScopedClasses['rail']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "brand" },
    });
    /** @type {__VLS_StyleScopedClasses['brand']} */ ;
    const __VLS_0 = AppIcon;
    // @ts-ignore
    const __VLS_1 = __VLS_asFunctionalComponent1(__VLS_0, new __VLS_0({
        // @ts-ignore
        name: "bell", size: (26), ...{ class: "bell" },
    }));
    const __VLS_2 = __VLS_1({
        name: "bell",
        size: (26),
        ...{ class: "bell" },
    }, ...__VLS_functionalComponentArgsRest(__VLS_1));
    /** @type {__VLS_StyleScopedClasses['bell']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "names" },
    });
    /** @type {__VLS_StyleScopedClasses['names']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.strong, __VLS_intrinsics.strong)({});
    (model.value?.application ?? 'Belfry');
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "line" },
        'data-tone': (connection.value.tone),
        role: "status",
    });
    /** @type {__VLS_StyleScopedClasses['line']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.i, __VLS_intrinsics.i)({
        'aria-hidden': "true",
    });
    (connection.value.text);
    __VLS_asFunctionalElement1(__VLS_intrinsics.nav, __VLS_intrinsics.nav)({
        'aria-label': "Pages",
    });
    const __VLS_5 = __VLS_tryAsConstant((__VLS_unwrap(pages, {})));
    for (const [page] of __VLS_vFor(__VLS_nonNull(__VLS_5))) {
        let __VLS_6;
        /** @ts-ignore @type { | typeof __VLS_components.RouterLink | typeof __VLS_components.RouterLink} */
        RouterLink;
        // @ts-ignore
        const __VLS_7 = __VLS_asFunctionalComponent1(__VLS_6, new __VLS_6({
            // @ts-ignore
            key: (page.to), to: (page.to), 'aria-current': (isHere(page.to) ? 'page' : undefined), ...{ class: ({ here: isHere(page.to) }) },
        }));
        const __VLS_8 = __VLS_7({
            key: (page.to),
            to: (page.to),
            'aria-current': (isHere(page.to) ? 'page' : undefined),
            ...{ class: ({ here: isHere(page.to) }) },
        }, ...__VLS_functionalComponentArgsRest(__VLS_7));
        /** @type {__VLS_StyleScopedClasses['here']} */ ;
        var __VLS_9;
        const { default: __VLS_11 } = __VLS_nonNull(__VLS_9.slots);
        const __VLS_12 = AppIcon;
        // @ts-ignore
        const __VLS_13 = __VLS_asFunctionalComponent1(__VLS_12, new __VLS_12({
            // @ts-ignore
            name: (page.icon),
        }));
        const __VLS_14 = __VLS_13({
            name: (page.icon),
        }, ...__VLS_functionalComponentArgsRest(__VLS_13));
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({});
        (page.label);
        if (page.to === '/resources' && __VLS_unwrap(unwell, {}) > 0) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.em, __VLS_intrinsics.em)({
                'aria-label': (`${__VLS_unwrap(unwell, {})} not well`),
            });
            (__VLS_unwrap(unwell, {}));
        }
        // @ts-ignore
        [model, connection, connection, pages, unwell, unwell, unwell,];
        // @ts-ignore
        [];
    }
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "tools" },
    });
    /** @type {__VLS_StyleScopedClasses['tools']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
        ...{ onClick: (__VLS_unwrap(nextTheme, {})) },
        type: "button",
        title: (`Theme: ${themeName.value[theme.value]} (d)`),
        'aria-label': (`Theme: ${themeName.value[theme.value]}. Change`),
    });
    const __VLS_17 = AppIcon;
    // @ts-ignore
    const __VLS_18 = __VLS_asFunctionalComponent1(__VLS_17, new __VLS_17({
        // @ts-ignore
        name: (theme.value === 'system' ? 'contrast' : theme.value === 'dark' ? 'moon' : 'sun'),
    }));
    const __VLS_19 = __VLS_18({
        name: (theme.value === 'system' ? 'contrast' : theme.value === 'dark' ? 'moon' : 'sun'),
    }, ...__VLS_functionalComponentArgsRest(__VLS_18));
    __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
        ...{ onClick: (...[$event]) => {
                void $event;
                return (__VLS_unwrap(emit, {})('link'));
                // @ts-ignore
                [nextTheme, themeName, themeName, theme, theme, theme, theme, emit,];
            } },
        type: "button",
        title: "Copy a link to this view (y)",
        'aria-label': "Copy a link to this view",
    });
    const __VLS_22 = AppIcon;
    // @ts-ignore
    const __VLS_23 = __VLS_asFunctionalComponent1(__VLS_22, new __VLS_22({
        // @ts-ignore
        name: "link",
    }));
    const __VLS_24 = __VLS_23({
        name: "link",
    }, ...__VLS_functionalComponentArgsRest(__VLS_23));
    __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
        ...{ onClick: (...[$event]) => {
                void $event;
                return (__VLS_unwrap(emit, {})('data'));
                // @ts-ignore
                [emit,];
            } },
        type: "button",
        title: "Telemetry: runs, export, import, clear",
        'aria-label': "Telemetry: runs, export, import, clear",
    });
    const __VLS_27 = AppIcon;
    // @ts-ignore
    const __VLS_28 = __VLS_asFunctionalComponent1(__VLS_27, new __VLS_27({
        // @ts-ignore
        name: "download",
    }));
    const __VLS_29 = __VLS_28({
        name: "download",
    }, ...__VLS_functionalComponentArgsRest(__VLS_28));
    __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
        ...{ onClick: (...[$event]) => {
                void $event;
                return (__VLS_unwrap(emit, {})('help'));
                // @ts-ignore
                [emit,];
            } },
        type: "button",
        title: "Keyboard shortcuts (?)",
        'aria-label': "Keyboard shortcuts",
    });
    const __VLS_32 = AppIcon;
    // @ts-ignore
    const __VLS_33 = __VLS_asFunctionalComponent1(__VLS_32, new __VLS_32({
        // @ts-ignore
        name: "help",
    }));
    const __VLS_34 = __VLS_33({
        name: "help",
    }, ...__VLS_functionalComponentArgsRest(__VLS_33));
    // @ts-ignore
    [];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({
    __typeEmits: {},
});
export default {};
