import { computed, ref } from 'vue';
import { ApiError, get } from '../api/client';
import AppIcon from '../parts/AppIcon.vue';
import AttributeList from '../parts/AttributeList.vue';
import CopyButton from '../parts/CopyButton.vue';
import DetailPanel from '../parts/DetailPanel.vue';
import ExceptionView from '../parts/ExceptionView.vue';
import { time } from '../parts/format';
import { isJson } from '../parts/json';
import JsonView from '../parts/JsonView.vue';
import ResourceName from '../parts/ResourceName.vue';
import SeverityMark from './SeverityMark.vue';
const { defineProps, defineEmits, } = {};
const props = defineProps();
const emit = defineEmits();
const detail = ref(null);
const fault = ref('');
get(`/api/logs/${props.id}`).then((answer) => (detail.value = answer), (problem) => (fault.value = problem instanceof ApiError ? problem.message : String(problem)));
const attributes = computed(() => detail.value?.attributes.filter((attribute) => attribute.key !== '{OriginalFormat}' && !attribute.key.startsWith('exception.')) ?? []);
const asJson = ref(false);
/** The record the way a script would want it. */
const json = computed(() => {
    const toObject = (items) => Object.fromEntries(items.map((item) => [item.key, item.type === 'array' || item.type === 'map' ? JSON.parse(item.value) : ['int', 'double', 'bool'].includes(item.type) ? parse(item.value) : item.value]));
    const { row, template, eventName } = detail.value;
    const part = { ...row, id: undefined, time: new Date(row.time).toISOString(), template, eventName };
    return JSON.stringify({ ...part, attributes: toObject(detail.value.attributes), scope: toObject(detail.value.scopeAttributes), sentBy: toObject(detail.value.resourceAttributes) }, (_key, value) => value ?? undefined, 2);
});
/** Whole numbers beyond what JavaScript holds exactly, and NaN, stay texts. */
function parse(value) {
    const number = Number(value);
    return value === 'true' || value === 'false' ? value === 'true' : Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number)) ? number : value;
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
    __VLS_withDotValue(fault, {});
    __VLS_withDotValue(detail, {});
    __VLS_withDotValue(asJson, {});
    void {};
    /** @type {__VLS_StyleScopedClasses['raw']} */ ;
    /** @type {__VLS_StyleScopedClasses['raw']} */ ;
    const __VLS_0 = DetailPanel || DetailPanel;
    // @ts-ignore
    const __VLS_1 = __VLS_asFunctionalComponent1(__VLS_0, new __VLS_0({
        // @ts-ignore
        ...{ 'onClose': {} }, label: "Log record",
    }));
    const __VLS_2 = __VLS_1({
        ...{ 'onClose': {} },
        label: "Log record",
    }, ...__VLS_functionalComponentArgsRest(__VLS_1));
    let __VLS_5;
    const __VLS_6 = {
        /** @type {typeof __VLS_5.close} */
        onClose: (...[$event]) => {
            void $event;
            return (__VLS_unwrap(emit, {})('close'));
            // @ts-ignore
            [emit,];
        },
    };
    void __VLS_6;
    var __VLS_3;
    var __VLS_4;
    const { default: __VLS_7 } = __VLS_nonNull(__VLS_3.slots);
    {
        const { title: __VLS_8 } = __VLS_nonNull(__VLS_3.slots);
        if (fault.value) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({
                role: "alert",
            });
            (fault.value);
        }
        else if (detail.value) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({
                ...{ class: "head" },
            });
            /** @type {__VLS_StyleScopedClasses['head']} */ ;
            const __VLS_9 = SeverityMark;
            // @ts-ignore
            const __VLS_10 = __VLS_asFunctionalComponent1(__VLS_9, new __VLS_9({
                // @ts-ignore
                severity: (detail.value.row.severity),
            }));
            const __VLS_11 = __VLS_10({
                severity: (detail.value.row.severity),
            }, ...__VLS_functionalComponentArgsRest(__VLS_10));
            const __VLS_14 = ResourceName;
            // @ts-ignore
            const __VLS_15 = __VLS_asFunctionalComponent1(__VLS_14, new __VLS_14({
                // @ts-ignore
                name: (detail.value.row.resource),
            }));
            const __VLS_16 = __VLS_15({
                name: (detail.value.row.resource),
            }, ...__VLS_functionalComponentArgsRest(__VLS_15));
            __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
                ...{ class: "quiet mono" },
            });
            /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
            /** @type {__VLS_StyleScopedClasses['mono']} */ ;
            (__VLS_unwrap(time, {})(detail.value.row.time));
            __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({
                ...{ class: "message" },
            });
            /** @type {__VLS_StyleScopedClasses['message']} */ ;
            (detail.value.row.message);
        }
        // @ts-ignore
        [fault, fault, detail, detail, detail, detail, detail, time,];
    }
    if (detail.value) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({
            ...{ class: "jump" },
        });
        /** @type {__VLS_StyleScopedClasses['jump']} */ ;
        if (detail.value.row.traceId) {
            let __VLS_19;
            /** @ts-ignore @type { | typeof __VLS_components.RouterLink | typeof __VLS_components.RouterLink} */
            RouterLink;
            // @ts-ignore
            const __VLS_20 = __VLS_asFunctionalComponent1(__VLS_19, new __VLS_19({
                // @ts-ignore
                ...{ class: "button" }, to: ({ path: `/traces/${detail.value.row.traceId}`, query: { span: detail.value.row.spanId ?? undefined } }),
            }));
            const __VLS_21 = __VLS_20({
                ...{ class: "button" },
                to: ({ path: `/traces/${detail.value.row.traceId}`, query: { span: detail.value.row.spanId ?? undefined } }),
            }, ...__VLS_functionalComponentArgsRest(__VLS_20));
            /** @type {__VLS_StyleScopedClasses['button']} */ ;
            var __VLS_22;
            const { default: __VLS_24 } = __VLS_nonNull(__VLS_22.slots);
            // @ts-ignore
            [detail, detail, detail, detail,];
        }
        if (detail.value.row.traceId) {
            let __VLS_25;
            /** @ts-ignore @type { | typeof __VLS_components.RouterLink | typeof __VLS_components.RouterLink} */
            RouterLink;
            // @ts-ignore
            const __VLS_26 = __VLS_asFunctionalComponent1(__VLS_25, new __VLS_25({
                // @ts-ignore
                ...{ class: "button" }, to: ({ path: '/logs', query: { trace: detail.value.row.traceId } }),
            }));
            const __VLS_27 = __VLS_26({
                ...{ class: "button" },
                to: ({ path: '/logs', query: { trace: detail.value.row.traceId } }),
            }, ...__VLS_functionalComponentArgsRest(__VLS_26));
            /** @type {__VLS_StyleScopedClasses['button']} */ ;
            var __VLS_28;
            const { default: __VLS_30 } = __VLS_nonNull(__VLS_28.slots);
            // @ts-ignore
            [detail, detail,];
        }
        __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
            ...{ onClick: (...[$event]) => {
                    void $event;
                    if (!(detail.value))
                        throw 0;
                    return (asJson.value = !asJson.value);
                    // @ts-ignore
                    [asJson, asJson,];
                } },
            type: "button",
            ...{ class: "button" },
            'aria-pressed': (asJson.value),
        });
        /** @type {__VLS_StyleScopedClasses['button']} */ ;
        const __VLS_31 = AppIcon;
        // @ts-ignore
        const __VLS_32 = __VLS_asFunctionalComponent1(__VLS_31, new __VLS_31({
            // @ts-ignore
            name: "braces", size: (16),
        }));
        const __VLS_33 = __VLS_32({
            name: "braces",
            size: (16),
        }, ...__VLS_functionalComponentArgsRest(__VLS_32));
        if (asJson.value) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.section, __VLS_intrinsics.section)({
                ...{ class: "raw" },
            });
            /** @type {__VLS_StyleScopedClasses['raw']} */ ;
            const __VLS_36 = CopyButton;
            // @ts-ignore
            const __VLS_37 = __VLS_asFunctionalComponent1(__VLS_36, new __VLS_36({
                // @ts-ignore
                text: (__VLS_unwrap(json, {})), label: "record as JSON",
            }));
            const __VLS_38 = __VLS_37({
                text: (__VLS_unwrap(json, {})),
                label: "record as JSON",
            }, ...__VLS_functionalComponentArgsRest(__VLS_37));
            const __VLS_41 = JsonView;
            // @ts-ignore
            const __VLS_42 = __VLS_asFunctionalComponent1(__VLS_41, new __VLS_41({
                // @ts-ignore
                text: (__VLS_unwrap(json, {})),
            }));
            const __VLS_43 = __VLS_42({
                text: (__VLS_unwrap(json, {})),
            }, ...__VLS_functionalComponentArgsRest(__VLS_42));
        }
        const __VLS_46 = ExceptionView;
        // @ts-ignore
        const __VLS_47 = __VLS_asFunctionalComponent1(__VLS_46, new __VLS_46({
            // @ts-ignore
            attributes: (detail.value.attributes),
        }));
        const __VLS_48 = __VLS_47({
            attributes: (detail.value.attributes),
        }, ...__VLS_functionalComponentArgsRest(__VLS_47));
        if (__VLS_unwrap(isJson, {})(detail.value.row.message)) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.section, __VLS_intrinsics.section)({
                ...{ class: "raw" },
            });
            /** @type {__VLS_StyleScopedClasses['raw']} */ ;
            __VLS_asFunctionalElement1(__VLS_intrinsics.h3, __VLS_intrinsics.h3)({});
            const __VLS_51 = JsonView;
            // @ts-ignore
            const __VLS_52 = __VLS_asFunctionalComponent1(__VLS_51, new __VLS_51({
                // @ts-ignore
                text: (detail.value.row.message),
            }));
            const __VLS_53 = __VLS_52({
                text: (detail.value.row.message),
            }, ...__VLS_functionalComponentArgsRest(__VLS_52));
        }
        const __VLS_56 = AttributeList;
        // @ts-ignore
        const __VLS_57 = __VLS_asFunctionalComponent1(__VLS_56, new __VLS_56({
            // @ts-ignore
            ...{ 'onFilter': {} }, title: "Attributes", items: (__VLS_unwrap(attributes, {})), open: true, filterable: true,
        }));
        const __VLS_58 = __VLS_57({
            ...{ 'onFilter': {} },
            title: "Attributes",
            items: (__VLS_unwrap(attributes, {})),
            open: true,
            filterable: true,
        }, ...__VLS_functionalComponentArgsRest(__VLS_57));
        let __VLS_61;
        const __VLS_62 = {
            /** @type {typeof __VLS_61.filter} */
            onFilter: ((condition) => __VLS_unwrap(emit, {})('filter', condition)),
        };
        void __VLS_62;
        var __VLS_59;
        var __VLS_60;
        const __VLS_63 = AttributeList;
        // @ts-ignore
        const __VLS_64 = __VLS_asFunctionalComponent1(__VLS_63, new __VLS_63({
            // @ts-ignore
            title: "Record", open: true, items: ([{ key: 'category', value: detail.value.row.category, type: 'string' }, ...(detail.value.eventName ? [{ key: 'event', value: detail.value.eventName, type: 'string' }] : []), ...(detail.value.template ? [{ key: 'template', value: detail.value.template, type: 'string' }] : []), ...(detail.value.row.traceId ? [{ key: 'trace', value: detail.value.row.traceId, type: 'string' }] : []), ...(detail.value.row.spanId ? [{ key: 'span', value: detail.value.row.spanId, type: 'string' }] : []),]),
        }));
        const __VLS_65 = __VLS_64({
            title: "Record",
            open: true,
            items: ([
                { key: 'category', value: detail.value.row.category, type: 'string' },
                ...(detail.value.eventName ? [{ key: 'event', value: detail.value.eventName, type: 'string' }] : []),
                ...(detail.value.template ? [{ key: 'template', value: detail.value.template, type: 'string' }] : []),
                ...(detail.value.row.traceId ? [{ key: 'trace', value: detail.value.row.traceId, type: 'string' }] : []),
                ...(detail.value.row.spanId ? [{ key: 'span', value: detail.value.row.spanId, type: 'string' }] : []),
            ]),
        }, ...__VLS_functionalComponentArgsRest(__VLS_64));
        if (detail.value.scopeAttributes.length > 0) {
            const __VLS_68 = AttributeList;
            // @ts-ignore
            const __VLS_69 = __VLS_asFunctionalComponent1(__VLS_68, new __VLS_68({
                // @ts-ignore
                title: "Scope", items: (detail.value.scopeAttributes),
            }));
            const __VLS_70 = __VLS_69({
                title: "Scope",
                items: (detail.value.scopeAttributes),
            }, ...__VLS_functionalComponentArgsRest(__VLS_69));
        }
        const __VLS_73 = AttributeList;
        // @ts-ignore
        const __VLS_74 = __VLS_asFunctionalComponent1(__VLS_73, new __VLS_73({
            // @ts-ignore
            ...{ 'onFilter': {} }, title: "Sent by", items: (detail.value.resourceAttributes), filterable: true,
        }));
        const __VLS_75 = __VLS_74({
            ...{ 'onFilter': {} },
            title: "Sent by",
            items: (detail.value.resourceAttributes),
            filterable: true,
        }, ...__VLS_functionalComponentArgsRest(__VLS_74));
        let __VLS_78;
        const __VLS_79 = {
            /** @type {typeof __VLS_78.filter} */
            onFilter: ((condition) => __VLS_unwrap(emit, {})('filter', condition)),
        };
        void __VLS_79;
        var __VLS_76;
        var __VLS_77;
    }
    // @ts-ignore
    [emit, emit, detail, detail, detail, detail, detail, detail, detail, detail, detail, detail, detail, detail, detail, detail, detail, asJson, asJson, json, json, isJson, attributes,];
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
