import { computed } from 'vue';
import { model } from '../app/model';
import DetailPanel from '../parts/DetailPanel.vue';
import { age, shortTime } from '../parts/format';
import PropertyList from '../parts/PropertyList.vue';
import ResourceName from '../parts/ResourceName.vue';
import HealthChanges from './HealthChanges.vue';
import ResourceCommands from './ResourceCommands.vue';
import ResourceUrls from './ResourceUrls.vue';
import StandingMark from './StandingMark.vue';
import { standing } from './state';
const { defineProps, defineEmits, } = {};
const props = defineProps();
const emit = defineEmits();
const known = { 'resource.source': 'Source', 'executable.path': 'Program', 'executable.args': 'Arguments', 'executable.pid': 'Process', 'executable.workDir': 'Folder', 'project.path': 'Project' };
/** Where its data lies: what is mounted into it, and the volumes it refers to, directly or by way of what lies on one. */
const volumes = computed(() => {
    const all = model.value?.resources ?? [];
    const isVolume = (resource) => resource.type.endsWith('Volume');
    const found = new Set();
    const near = all.filter((other) => props.resource.relationships.some((relation) => relation.resource === other.name));
    for (const other of isVolume(props.resource) ? [] : [props.resource, ...near]) {
        const parent = all.find((item) => item.name === other.parent);
        for (const candidate of [other, parent])
            if (candidate && isVolume(candidate))
                found.add(candidate);
    }
    const mounted = props.resource.volumes.map((volume) => ({ name: volume.target, value: `${volume.source ?? 'a volume without a name'}${volume.readOnly ? ', read only' : ''}` }));
    return [...mounted, ...[...found].map((volume) => ({ name: volume.name, value: volume.properties.find((property) => /source|path/i.test(property.name))?.value ?? volume.type }))];
});
const facts = computed(() => [
    { name: 'Kind', value: props.resource.type },
    { name: 'Started', value: shortTime(props.resource.startedAt) },
    { name: 'Stopped', value: shortTime(props.resource.stoppedAt) },
    { name: 'Exit code', value: props.resource.exitCode?.toString() ?? '' },
    ...props.resource.properties.map((property) => ({ ...property, name: known[property.name] ?? property.name })),
].filter((fact) => fact.value !== ''));
/** Both ways: what this one refers to, and what refers to it. */
const related = computed(() => [
    ...props.resource.relationships.map((relation) => ({ ...relation, type: relation.type, back: false })),
    ...(model.value?.resources ?? []).flatMap((other) => other.relationships.filter((relation) => relation.resource === props.resource.name).map((relation) => ({ resource: other.name, type: relation.type, back: true }))),
]);
function checkTone(status) {
    return status === 'Healthy' ? 'good' : status === 'Degraded' ? 'warn' : status === null ? 'info' : 'bad';
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
    __VLS_withDotValue(volumes, {});
    __VLS_withDotValue(related, {});
    void {};
    /** @type {__VLS_StyleScopedClasses['top']} */ ;
    /** @type {__VLS_StyleScopedClasses['checks']} */ ;
    /** @type {__VLS_StyleScopedClasses['related']} */ ;
    const __VLS_0 = DetailPanel || DetailPanel;
    // @ts-ignore
    const __VLS_1 = __VLS_asFunctionalComponent1(__VLS_0, new __VLS_0({
        // @ts-ignore
        ...{ 'onClose': {} }, label: (`Details of ${__VLS_ctx.resource.name}`),
    }));
    const __VLS_2 = __VLS_1({
        ...{ 'onClose': {} },
        label: (`Details of ${__VLS_ctx.resource.name}`),
    }, ...__VLS_functionalComponentArgsRest(__VLS_1));
    let __VLS_5;
    const __VLS_6 = {
        /** @type {typeof __VLS_5.close} */
        onClose: (...[$event]) => {
            void $event;
            return (__VLS_unwrap(emit, {})('close'));
            // @ts-ignore
            [resource, emit,];
        },
    };
    void __VLS_6;
    var __VLS_3;
    var __VLS_4;
    const { default: __VLS_7 } = __VLS_nonNull(__VLS_3.slots);
    {
        const { title: __VLS_8 } = __VLS_nonNull(__VLS_3.slots);
        __VLS_asFunctionalElement1(__VLS_intrinsics.h2, __VLS_intrinsics.h2)({});
        const __VLS_9 = ResourceName;
        // @ts-ignore
        const __VLS_10 = __VLS_asFunctionalComponent1(__VLS_9, new __VLS_9({
            // @ts-ignore
            name: (__VLS_ctx.resource.displayName ?? __VLS_ctx.resource.name),
        }));
        const __VLS_11 = __VLS_10({
            name: (__VLS_ctx.resource.displayName ?? __VLS_ctx.resource.name),
        }, ...__VLS_functionalComponentArgsRest(__VLS_10));
        const __VLS_14 = StandingMark;
        // @ts-ignore
        const __VLS_15 = __VLS_asFunctionalComponent1(__VLS_14, new __VLS_14({
            // @ts-ignore
            ...(__VLS_unwrap(standing, {})(__VLS_ctx.resource)),
        }));
        const __VLS_16 = __VLS_15({
            ...(__VLS_unwrap(standing, {})(__VLS_ctx.resource)),
        }, ...__VLS_functionalComponentArgsRest(__VLS_15));
        // @ts-ignore
        [resource, resource, resource, standing,];
    }
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "top" },
    });
    /** @type {__VLS_StyleScopedClasses['top']} */ ;
    if (__VLS_ctx.resource.commands.length > 0) {
        const __VLS_19 = ResourceCommands;
        // @ts-ignore
        const __VLS_20 = __VLS_asFunctionalComponent1(__VLS_19, new __VLS_19({
            // @ts-ignore
            resource: (__VLS_ctx.resource), all: true,
        }));
        const __VLS_21 = __VLS_20({
            resource: (__VLS_ctx.resource),
            all: true,
        }, ...__VLS_functionalComponentArgsRest(__VLS_20));
    }
    __VLS_asFunctionalElement1(__VLS_intrinsics.nav, __VLS_intrinsics.nav)({
        'aria-label': "What it writes",
    });
    let __VLS_24;
    /** @ts-ignore @type { | typeof __VLS_components.RouterLink | typeof __VLS_components.RouterLink} */
    RouterLink;
    // @ts-ignore
    const __VLS_25 = __VLS_asFunctionalComponent1(__VLS_24, new __VLS_24({
        // @ts-ignore
        to: (`/console/${__VLS_ctx.resource.name}`),
    }));
    const __VLS_26 = __VLS_25({
        to: (`/console/${__VLS_ctx.resource.name}`),
    }, ...__VLS_functionalComponentArgsRest(__VLS_25));
    var __VLS_27;
    const { default: __VLS_29 } = __VLS_nonNull(__VLS_27.slots);
    // @ts-ignore
    [resource, resource, resource,];
    let __VLS_30;
    /** @ts-ignore @type { | typeof __VLS_components.RouterLink | typeof __VLS_components.RouterLink} */
    RouterLink;
    // @ts-ignore
    const __VLS_31 = __VLS_asFunctionalComponent1(__VLS_30, new __VLS_30({
        // @ts-ignore
        to: ({ path: '/logs', query: { resource: __VLS_ctx.resource.name } }),
    }));
    const __VLS_32 = __VLS_31({
        to: ({ path: '/logs', query: { resource: __VLS_ctx.resource.name } }),
    }, ...__VLS_functionalComponentArgsRest(__VLS_31));
    var __VLS_33;
    const { default: __VLS_35 } = __VLS_nonNull(__VLS_33.slots);
    // @ts-ignore
    [resource,];
    let __VLS_36;
    /** @ts-ignore @type { | typeof __VLS_components.RouterLink | typeof __VLS_components.RouterLink} */
    RouterLink;
    // @ts-ignore
    const __VLS_37 = __VLS_asFunctionalComponent1(__VLS_36, new __VLS_36({
        // @ts-ignore
        to: ({ path: '/traces', query: { resource: __VLS_ctx.resource.name } }),
    }));
    const __VLS_38 = __VLS_37({
        to: ({ path: '/traces', query: { resource: __VLS_ctx.resource.name } }),
    }, ...__VLS_functionalComponentArgsRest(__VLS_37));
    var __VLS_39;
    const { default: __VLS_41 } = __VLS_nonNull(__VLS_39.slots);
    // @ts-ignore
    [resource,];
    if (__VLS_ctx.resource.urls.length > 0) {
        const __VLS_42 = ResourceUrls;
        // @ts-ignore
        const __VLS_43 = __VLS_asFunctionalComponent1(__VLS_42, new __VLS_42({
            // @ts-ignore
            urls: (__VLS_ctx.resource.urls), all: true,
        }));
        const __VLS_44 = __VLS_43({
            urls: (__VLS_ctx.resource.urls),
            all: true,
        }, ...__VLS_functionalComponentArgsRest(__VLS_43));
    }
    if (__VLS_ctx.resource.healthReports.length > 0) {
        const __VLS_47 = PropertyList || PropertyList;
        // @ts-ignore
        const __VLS_48 = __VLS_asFunctionalComponent1(__VLS_47, new __VLS_47({
            // @ts-ignore
            title: "Health", items: ([]), open: true,
        }));
        const __VLS_49 = __VLS_48({
            title: "Health",
            items: ([]),
            open: true,
        }, ...__VLS_functionalComponentArgsRest(__VLS_48));
        var __VLS_50;
        const { default: __VLS_52 } = __VLS_nonNull(__VLS_50.slots);
        __VLS_asFunctionalElement1(__VLS_intrinsics.ul, __VLS_intrinsics.ul)({
            ...{ class: "checks" },
        });
        /** @type {__VLS_StyleScopedClasses['checks']} */ ;
        const __VLS_53 = __VLS_tryAsConstant((__VLS_ctx.resource.healthReports));
        for (const [report] of __VLS_vFor(__VLS_nonNull(__VLS_53))) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.li, __VLS_intrinsics.li)({
                key: (report.name),
            });
            const __VLS_54 = StandingMark;
            // @ts-ignore
            const __VLS_55 = __VLS_asFunctionalComponent1(__VLS_54, new __VLS_54({
                // @ts-ignore
                tone: (checkTone(report.status)), text: (report.name),
            }));
            const __VLS_56 = __VLS_55({
                tone: (checkTone(report.status)),
                text: (report.name),
            }, ...__VLS_functionalComponentArgsRest(__VLS_55));
            __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
                ...{ class: "quiet" },
            });
            /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
            (report.status ?? 'Not checked yet');
            if (report.checkedAt) {
                (__VLS_unwrap(age, {})(report.checkedAt, __VLS_ctx.now));
            }
            if (report.description) {
                __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({});
                (report.description);
            }
            // @ts-ignore
            [resource, resource, resource, resource, age, now,];
        }
        // @ts-ignore
        [];
    }
    const __VLS_59 = PropertyList || PropertyList;
    // @ts-ignore
    const __VLS_60 = __VLS_asFunctionalComponent1(__VLS_59, new __VLS_59({
        // @ts-ignore
        title: "What changed", items: ([]), open: true,
    }));
    const __VLS_61 = __VLS_60({
        title: "What changed",
        items: ([]),
        open: true,
    }, ...__VLS_functionalComponentArgsRest(__VLS_60));
    var __VLS_62;
    const { default: __VLS_64 } = __VLS_nonNull(__VLS_62.slots);
    const __VLS_65 = HealthChanges;
    // @ts-ignore
    const __VLS_66 = __VLS_asFunctionalComponent1(__VLS_65, new __VLS_65({
        // @ts-ignore
        resource: (__VLS_ctx.resource.name), now: (__VLS_ctx.now),
    }));
    const __VLS_67 = __VLS_66({
        resource: (__VLS_ctx.resource.name),
        now: (__VLS_ctx.now),
    }, ...__VLS_functionalComponentArgsRest(__VLS_66));
    // @ts-ignore
    [resource, now,];
    const __VLS_70 = PropertyList;
    // @ts-ignore
    const __VLS_71 = __VLS_asFunctionalComponent1(__VLS_70, new __VLS_70({
        // @ts-ignore
        title: "About", items: (__VLS_unwrap(facts, {})), open: true,
    }));
    const __VLS_72 = __VLS_71({
        title: "About",
        items: (__VLS_unwrap(facts, {})),
        open: true,
    }, ...__VLS_functionalComponentArgsRest(__VLS_71));
    if (volumes.value.length > 0) {
        const __VLS_75 = PropertyList;
        // @ts-ignore
        const __VLS_76 = __VLS_asFunctionalComponent1(__VLS_75, new __VLS_75({
            // @ts-ignore
            title: "Volumes", items: (volumes.value), open: true,
        }));
        const __VLS_77 = __VLS_76({
            title: "Volumes",
            items: (volumes.value),
            open: true,
        }, ...__VLS_functionalComponentArgsRest(__VLS_76));
    }
    if (related.value.length > 0) {
        const __VLS_80 = PropertyList || PropertyList;
        // @ts-ignore
        const __VLS_81 = __VLS_asFunctionalComponent1(__VLS_80, new __VLS_80({
            // @ts-ignore
            title: "Related", items: ([]), open: true,
        }));
        const __VLS_82 = __VLS_81({
            title: "Related",
            items: ([]),
            open: true,
        }, ...__VLS_functionalComponentArgsRest(__VLS_81));
        var __VLS_83;
        const { default: __VLS_85 } = __VLS_nonNull(__VLS_83.slots);
        __VLS_asFunctionalElement1(__VLS_intrinsics.ul, __VLS_intrinsics.ul)({
            ...{ class: "related" },
        });
        /** @type {__VLS_StyleScopedClasses['related']} */ ;
        const __VLS_86 = __VLS_tryAsConstant((related.value));
        for (const [relation] of __VLS_vFor(__VLS_nonNull(__VLS_86))) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.li, __VLS_intrinsics.li)({
                key: (`${relation.resource}${relation.type}${relation.back}`),
            });
            __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
                ...{ onClick: (...[$event]) => {
                        void $event;
                        if (!(related.value.length > 0))
                            throw 0;
                        return (__VLS_unwrap(emit, {})('show', relation.resource));
                        // @ts-ignore
                        [emit, facts, volumes, volumes, related, related,];
                    } },
                type: "button",
            });
            const __VLS_87 = ResourceName;
            // @ts-ignore
            const __VLS_88 = __VLS_asFunctionalComponent1(__VLS_87, new __VLS_87({
                // @ts-ignore
                name: (relation.resource),
            }));
            const __VLS_89 = __VLS_88({
                name: (relation.resource),
            }, ...__VLS_functionalComponentArgsRest(__VLS_88));
            __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
                ...{ class: "quiet" },
            });
            /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
            (relation.back ? `${relation.type} of this` : relation.type);
            // @ts-ignore
            [];
        }
        // @ts-ignore
        [];
    }
    const __VLS_92 = PropertyList;
    // @ts-ignore
    const __VLS_93 = __VLS_asFunctionalComponent1(__VLS_92, new __VLS_92({
        // @ts-ignore
        title: "Environment", items: (__VLS_ctx.resource.environment),
    }));
    const __VLS_94 = __VLS_93({
        title: "Environment",
        items: (__VLS_ctx.resource.environment),
    }, ...__VLS_functionalComponentArgsRest(__VLS_93));
    // @ts-ignore
    [resource,];
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
