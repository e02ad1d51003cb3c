import { hueOf } from '../parts/hue';
import HealthStrip from '../resources/HealthStrip.vue';
import StandingMark from '../resources/StandingMark.vue';
import { standing } from '../resources/state';
import VitalCell from './VitalCell.vue';
const { defineProps, } = {};
const __VLS_props = defineProps();
const columns = [
    { key: 'rate', title: 'Rate', hint: 'Requests per second' },
    { key: 'errors', title: 'Errors', hint: 'Share of requests that failed' },
    { key: 'latency', title: 'Latency', hint: '90 of 100 requests take less' },
    { key: 'lag', title: 'Lag', hint: 'How far behind it is, by what it calls its lag, or how long work waits in its queue' },
    { key: 'memory', title: 'Memory', hint: 'Memory of the process' },
];
function isBad(key, vitals) {
    return key === 'errors' && (vitals.errors?.now ?? 0) > 0;
}
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
    /** @type {__VLS_StyleScopedClasses['services']} */ ;
    /** @type {__VLS_StyleScopedClasses['past']} */ ;
    /** @type {__VLS_StyleScopedClasses['past']} */ ;
    /** @type {__VLS_StyleScopedClasses['idle']} */ ;
    /** @type {__VLS_StyleScopedClasses['idle']} */ ;
    /** @type {__VLS_StyleScopedClasses['past']} */ ;
    /** @type {__VLS_StyleScopedClasses['idle']} */ ;
    /** @type {__VLS_StyleScopedClasses['none']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.table, __VLS_intrinsics.table)({
        ...{ class: "services" },
    });
    /** @type {__VLS_StyleScopedClasses['services']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.thead, __VLS_intrinsics.thead)({});
    __VLS_asFunctionalElement1(__VLS_intrinsics.tr, __VLS_intrinsics.tr)({});
    __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
        scope: "col",
    });
    __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
        scope: "col",
    });
    const __VLS_0 = __VLS_tryAsConstant((__VLS_unwrap(columns, {})));
    for (const [column] of __VLS_vFor(__VLS_nonNull(__VLS_0))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
            key: (column.key),
            scope: "col",
            title: (column.hint),
        });
        (column.title);
        // @ts-ignore
        [columns,];
    }
    __VLS_asFunctionalElement1(__VLS_intrinsics.tbody, __VLS_intrinsics.tbody)({});
    const __VLS_1 = __VLS_tryAsConstant((__VLS_ctx.rows));
    for (const [row] of __VLS_vFor(__VLS_nonNull(__VLS_1))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.tr, __VLS_intrinsics.tr)({
            key: (row.name),
            ...{ class: ({ idle: !row.vitals }) },
            'data-hue': (__VLS_unwrap(hueOf, {})(row.name)),
        });
        /** @type {__VLS_StyleScopedClasses['idle']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.th, __VLS_intrinsics.th)({
            scope: "row",
        });
        __VLS_asFunctionalElement1(__VLS_intrinsics.i, __VLS_intrinsics.i)({
            'aria-hidden': "true",
        });
        __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({});
        if (row.resource) {
            let __VLS_2;
            /** @ts-ignore @type { | typeof __VLS_components.RouterLink | typeof __VLS_components.RouterLink} */
            RouterLink;
            // @ts-ignore
            const __VLS_3 = __VLS_asFunctionalComponent1(__VLS_2, new __VLS_2({
                // @ts-ignore
                to: ({ path: '/resources', query: { show: row.name } }),
            }));
            const __VLS_4 = __VLS_3({
                to: ({ path: '/resources', query: { show: row.name } }),
            }, ...__VLS_functionalComponentArgsRest(__VLS_3));
            var __VLS_5;
            const { default: __VLS_7 } = __VLS_nonNull(__VLS_5.slots);
            (row.resource.displayName ?? row.name);
            // @ts-ignore
            [rows, hueOf,];
        }
        else {
            let __VLS_8;
            /** @ts-ignore @type { | typeof __VLS_components.RouterLink | typeof __VLS_components.RouterLink} */
            RouterLink;
            // @ts-ignore
            const __VLS_9 = __VLS_asFunctionalComponent1(__VLS_8, new __VLS_8({
                // @ts-ignore
                to: ({ path: '/traces', query: { resource: row.name } }),
            }));
            const __VLS_10 = __VLS_9({
                to: ({ path: '/traces', query: { resource: row.name } }),
            }, ...__VLS_functionalComponentArgsRest(__VLS_9));
            var __VLS_11;
            const { default: __VLS_13 } = __VLS_nonNull(__VLS_11.slots);
            (row.name);
            // @ts-ignore
            [];
        }
        __VLS_asFunctionalElement1(__VLS_intrinsics.small, __VLS_intrinsics.small)({});
        if (row.resource) {
            const __VLS_14 = StandingMark;
            // @ts-ignore
            const __VLS_15 = __VLS_asFunctionalComponent1(__VLS_14, new __VLS_14({
                // @ts-ignore
                ...(__VLS_unwrap(standing, {})(row.resource)),
            }));
            const __VLS_16 = __VLS_15({
                ...(__VLS_unwrap(standing, {})(row.resource)),
            }, ...__VLS_functionalComponentArgsRest(__VLS_15));
        }
        else {
            __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
                ...{ class: "quiet" },
            });
            /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
        }
        __VLS_asFunctionalElement1(__VLS_intrinsics.td, __VLS_intrinsics.td)({
            ...{ class: "past" },
        });
        /** @type {__VLS_StyleScopedClasses['past']} */ ;
        if (row.resource) {
            const __VLS_19 = HealthStrip;
            // @ts-ignore
            const __VLS_20 = __VLS_asFunctionalComponent1(__VLS_19, new __VLS_19({
                // @ts-ignore
                resource: (row.name), now: (__VLS_ctx.now),
            }));
            const __VLS_21 = __VLS_20({
                resource: (row.name),
                now: (__VLS_ctx.now),
            }, ...__VLS_functionalComponentArgsRest(__VLS_20));
        }
        if (row.vitals) {
            const __VLS_24 = __VLS_tryAsConstant((__VLS_unwrap(columns, {})));
            for (const [column] of __VLS_vFor(__VLS_nonNull(__VLS_24))) {
                __VLS_asFunctionalElement1(__VLS_intrinsics.td, __VLS_intrinsics.td)({
                    key: (column.key),
                    ...{ class: "figure" },
                    'data-title': (column.title),
                });
                /** @type {__VLS_StyleScopedClasses['figure']} */ ;
                const __VLS_25 = VitalCell;
                // @ts-ignore
                const __VLS_26 = __VLS_asFunctionalComponent1(__VLS_25, new __VLS_25({
                    // @ts-ignore
                    vital: (row.vitals[column.key]), name: (column.title), resource: (row.name), minutes: (__VLS_ctx.minutes), bad: (isBad(column.key, row.vitals)),
                }));
                const __VLS_27 = __VLS_26({
                    vital: (row.vitals[column.key]),
                    name: (column.title),
                    resource: (row.name),
                    minutes: (__VLS_ctx.minutes),
                    bad: (isBad(column.key, row.vitals)),
                }, ...__VLS_functionalComponentArgsRest(__VLS_26));
                // @ts-ignore
                [columns, standing, now, minutes,];
            }
        }
        else {
            __VLS_asFunctionalElement1(__VLS_intrinsics.td, __VLS_intrinsics.td)({
                colspan: "5",
                ...{ class: "quiet none" },
            });
            /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
            /** @type {__VLS_StyleScopedClasses['none']} */ ;
            (row.resource?.type);
        }
        // @ts-ignore
        [];
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
