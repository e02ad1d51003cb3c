import { computed } from 'vue';
import { model } from '../app/model';
import { press } from './command';
/** Says which parameters have no value yet, because what needs them waits; each has a button that asks for it. */
const missing = computed(() => (model.value?.resources ?? [])
    .filter((resource) => resource.type === 'Parameter' && resource.state === 'ValueMissing')
    .map((resource) => ({ resource, command: resource.commands.find((command) => command.state === 'Enabled' && (command.inputs?.length ?? 0) > 0) ?? null })));
const __VLS_ctx = {};
let __VLS_components;
let __VLS_intrinsics;
let __VLS_directives;
void __VLS_ctx, __VLS_components, __VLS_intrinsics, __VLS_directives;
const __VLS_template = () => {
    __VLS_withDotValue(missing, {});
    __VLS_withDotValue(model, {});
    void {};
    /** @type {__VLS_StyleScopedClasses['missing']} */ ;
    if (missing.value.length > 0 && model.value?.connected) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.section, __VLS_intrinsics.section)({
            ...{ class: "missing" },
            'aria-labelledby': "missing-title",
        });
        /** @type {__VLS_StyleScopedClasses['missing']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({});
        __VLS_asFunctionalElement1(__VLS_intrinsics.h2, __VLS_intrinsics.h2)({
            id: "missing-title",
        });
        (missing.value.length === 1 ? 'A value is missing' : `${missing.value.length} values are missing`);
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({});
        (missing.value.length === 1 ? 'it' : 'them');
        (missing.value.length === 1 ? 'it is' : 'they are');
        __VLS_asFunctionalElement1(__VLS_intrinsics.ul, __VLS_intrinsics.ul)({});
        const __VLS_0 = __VLS_tryAsConstant((missing.value));
        for (const [{ resource, command }] of __VLS_vFor(__VLS_nonNull(__VLS_0))) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.li, __VLS_intrinsics.li)({
                key: (resource.name),
            });
            if (command) {
                __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
                    ...{ onClick: (...[$event]) => {
                            void $event;
                            __VLS_withDotValue(model, {});
                            if (!(missing.value.length > 0 && model.value?.connected))
                                throw 0;
                            if (!(command))
                                throw 0;
                            return (__VLS_unwrap(press, {})({ resource, command }));
                            // @ts-ignore
                            [missing, missing, missing, missing, missing, missing, model, press,];
                        } },
                    type: "button",
                    ...{ class: "button primary" },
                    'aria-haspopup': "dialog",
                });
                /** @type {__VLS_StyleScopedClasses['button']} */ ;
                /** @type {__VLS_StyleScopedClasses['primary']} */ ;
                (resource.displayName ?? resource.name);
            }
            else {
                __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({});
                __VLS_asFunctionalElement1(__VLS_intrinsics.strong, __VLS_intrinsics.strong)({});
                (resource.displayName ?? resource.name);
            }
            // @ts-ignore
            [];
        }
    }
    // @ts-ignore
    [];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({});
export default {};
