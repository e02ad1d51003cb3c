import { computed } from 'vue';
import AppIcon from '../parts/AppIcon.vue';
import { age, shortTime } from '../parts/format';
import { hueOf } from '../parts/hue';
import HealthStrip from './HealthStrip.vue';
import ResourceCommands from './ResourceCommands.vue';
import ResourceUrls from './ResourceUrls.vue';
import StandingMark from './StandingMark.vue';
import { standing } from './state';
const { defineProps, defineEmits, } = {};
const props = defineProps();
const emit = defineEmits();
/** Children directly under their parents, however the host ordered them. */
const rows = computed(() => {
    const names = new Set(props.resources.map((resource) => resource.name));
    const under = (parent) => props.resources.filter((resource) => (resource.parent !== null && names.has(resource.parent) ? resource.parent : null) === parent);
    const walk = (parent, depth) => depth > 8 ? [] : under(parent).flatMap((resource) => [{ resource, depth }, ...walk(resource.name, depth + 1)]);
    return walk(null, 0);
});
/** A replica has the display name of the whole; its own name tells it apart. */
function titleIn(resource) {
    const title = resource.displayName ?? resource.name;
    return props.resources.some((other) => other.name === resource.parent && (other.displayName ?? other.name) === title) ? resource.name : title;
}
function worstCheck(resource) {
    const failing = resource.healthReports.filter((report) => report.status !== null && report.status !== 'Healthy');
    return failing.length === 0 ? null : failing.map((report) => `${report.name}: ${report.description ?? report.status}`).join(' · ');
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
    void {};
    /** @type {__VLS_StyleScopedClasses['name']} */ ;
    /** @type {__VLS_StyleScopedClasses['name']} */ ;
    /** @type {__VLS_StyleScopedClasses['name']} */ ;
    /** @type {__VLS_StyleScopedClasses['name']} */ ;
    /** @type {__VLS_StyleScopedClasses['name']} */ ;
    /** @type {__VLS_StyleScopedClasses['name']} */ ;
    /** @type {__VLS_StyleScopedClasses['started']} */ ;
    /** @type {__VLS_StyleScopedClasses['past']} */ ;
    /** @type {__VLS_StyleScopedClasses['past']} */ ;
    /** @type {__VLS_StyleScopedClasses['urls']} */ ;
    /** @type {__VLS_StyleScopedClasses['state']} */ ;
    /** @type {__VLS_StyleScopedClasses['state']} */ ;
    /** @type {__VLS_StyleScopedClasses['actions']} */ ;
    /** @type {__VLS_StyleScopedClasses['started']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.table, __VLS_intrinsics.table)({});
    __VLS_asFunctionalElement1(__VLS_intrinsics.thead, __VLS_intrinsics.thead)({});
    __VLS_asFunctionalElement1(__VLS_intrinsics.tr, __VLS_intrinsics.tr)({});
    __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
        scope: "col",
    });
    __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
        scope: "col",
    });
    __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
        scope: "col",
        ...{ class: "past" },
    });
    /** @type {__VLS_StyleScopedClasses['past']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
        scope: "col",
    });
    __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
        scope: "col",
    });
    __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
        scope: "col",
    });
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "sr" },
    });
    /** @type {__VLS_StyleScopedClasses['sr']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.tbody, __VLS_intrinsics.tbody)({});
    const __VLS_0 = __VLS_tryAsConstant((__VLS_unwrap(rows, {})));
    for (const [{ resource, depth }] of __VLS_vFor(__VLS_nonNull(__VLS_0))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.tr, __VLS_intrinsics.tr)({
            ...{ onClick: (...[$event]) => {
                    void $event;
                    return (__VLS_unwrap(emit, {})('show', resource.name));
                    // @ts-ignore
                    [rows, emit,];
                } },
            key: (resource.name),
            ...{ class: ({ selected: resource.name === __VLS_ctx.selected }) },
            'data-hue': (__VLS_unwrap(hueOf, {})(resource.name)),
        });
        /** @type {__VLS_StyleScopedClasses['selected']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.td, __VLS_intrinsics.td)({
            ...{ class: "name" },
            'data-depth': (Math.min(depth, 3)),
        });
        /** @type {__VLS_StyleScopedClasses['name']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.i, __VLS_intrinsics.i)({
            'aria-hidden': "true",
        });
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({});
        __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
            ...{ onClick: (...[$event]) => {
                    void $event;
                    return (__VLS_unwrap(emit, {})('show', resource.name));
                    // @ts-ignore
                    [emit, selected, hueOf,];
                } },
            type: "button",
            'aria-expanded': (resource.name === __VLS_ctx.selected),
        });
        (titleIn(resource));
        __VLS_asFunctionalElement1(__VLS_intrinsics.small, __VLS_intrinsics.small)({});
        (resource.type);
        __VLS_asFunctionalElement1(__VLS_intrinsics.td, __VLS_intrinsics.td)({
            ...{ class: "state" },
        });
        /** @type {__VLS_StyleScopedClasses['state']} */ ;
        const __VLS_1 = StandingMark;
        // @ts-ignore
        const __VLS_2 = __VLS_asFunctionalComponent1(__VLS_1, new __VLS_1({
            // @ts-ignore
            ...(__VLS_unwrap(standing, {})(resource)),
        }));
        const __VLS_3 = __VLS_2({
            ...(__VLS_unwrap(standing, {})(resource)),
        }, ...__VLS_functionalComponentArgsRest(__VLS_2));
        if (worstCheck(resource)) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.small, __VLS_intrinsics.small)({
                title: (worstCheck(resource)),
            });
            (worstCheck(resource));
        }
        __VLS_asFunctionalElement1(__VLS_intrinsics.td, __VLS_intrinsics.td)({
            ...{ class: "past" },
        });
        /** @type {__VLS_StyleScopedClasses['past']} */ ;
        const __VLS_6 = HealthStrip;
        // @ts-ignore
        const __VLS_7 = __VLS_asFunctionalComponent1(__VLS_6, new __VLS_6({
            // @ts-ignore
            resource: (resource.name), now: (__VLS_ctx.now),
        }));
        const __VLS_8 = __VLS_7({
            resource: (resource.name),
            now: (__VLS_ctx.now),
        }, ...__VLS_functionalComponentArgsRest(__VLS_7));
        __VLS_asFunctionalElement1(__VLS_intrinsics.td, __VLS_intrinsics.td)({
            ...{ class: "urls" },
        });
        /** @type {__VLS_StyleScopedClasses['urls']} */ ;
        const __VLS_11 = ResourceUrls;
        // @ts-ignore
        const __VLS_12 = __VLS_asFunctionalComponent1(__VLS_11, new __VLS_11({
            // @ts-ignore
            ...{ 'onClick': {} }, urls: (resource.urls),
        }));
        const __VLS_13 = __VLS_12({
            ...{ 'onClick': {} },
            urls: (resource.urls),
        }, ...__VLS_functionalComponentArgsRest(__VLS_12));
        let __VLS_16;
        const __VLS_17 = {
            /** @type {typeof __VLS_16.click} */
            onClick: () => { },
        };
        void __VLS_17;
        var __VLS_14;
        var __VLS_15;
        __VLS_asFunctionalElement1(__VLS_intrinsics.td, __VLS_intrinsics.td)({
            ...{ class: "started" },
            title: (__VLS_unwrap(shortTime, {})(resource.startedAt)),
        });
        /** @type {__VLS_StyleScopedClasses['started']} */ ;
        if (resource.startedAt) {
            (__VLS_unwrap(age, {})(resource.startedAt, __VLS_ctx.now));
        }
        __VLS_asFunctionalElement1(__VLS_intrinsics.td, __VLS_intrinsics.td)({
            ...{ class: "actions" },
        });
        /** @type {__VLS_StyleScopedClasses['actions']} */ ;
        let __VLS_18;
        /** @ts-ignore @type { | typeof __VLS_components.RouterLink | typeof __VLS_components.RouterLink} */
        RouterLink;
        // @ts-ignore
        const __VLS_19 = __VLS_asFunctionalComponent1(__VLS_18, new __VLS_18({
            // @ts-ignore
            ...{ 'onClick': {} }, ...{ class: "button icon console" }, to: (`/console/${resource.name}`), 'aria-label': (`Console of ${resource.name}`), title: "Console",
        }));
        const __VLS_20 = __VLS_19({
            ...{ 'onClick': {} },
            ...{ class: "button icon console" },
            to: (`/console/${resource.name}`),
            'aria-label': (`Console of ${resource.name}`),
            title: "Console",
        }, ...__VLS_functionalComponentArgsRest(__VLS_19));
        let __VLS_23;
        const __VLS_24 = {
            /** @type {typeof __VLS_23.click} */
            onClick: () => { },
        };
        void __VLS_24;
        /** @type {__VLS_StyleScopedClasses['button']} */ ;
        /** @type {__VLS_StyleScopedClasses['icon']} */ ;
        /** @type {__VLS_StyleScopedClasses['console']} */ ;
        var __VLS_21;
        var __VLS_22;
        const { default: __VLS_25 } = __VLS_nonNull(__VLS_21.slots);
        const __VLS_26 = AppIcon;
        // @ts-ignore
        const __VLS_27 = __VLS_asFunctionalComponent1(__VLS_26, new __VLS_26({
            // @ts-ignore
            name: "console", size: (16),
        }));
        const __VLS_28 = __VLS_27({
            name: "console",
            size: (16),
        }, ...__VLS_functionalComponentArgsRest(__VLS_27));
        // @ts-ignore
        [selected, standing, now, now, shortTime, age,];
        const __VLS_31 = ResourceCommands;
        // @ts-ignore
        const __VLS_32 = __VLS_asFunctionalComponent1(__VLS_31, new __VLS_31({
            // @ts-ignore
            resource: (resource),
        }));
        const __VLS_33 = __VLS_32({
            resource: (resource),
        }, ...__VLS_functionalComponentArgsRest(__VLS_32));
        // @ts-ignore
        [];
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
