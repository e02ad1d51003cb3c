import AppIcon from '../parts/AppIcon.vue';
import { dismiss, outcomes } from './outcome';
import StandingMark from './StandingMark.vue';
const __VLS_ctx = {};
let __VLS_components;
let __VLS_intrinsics;
let __VLS_directives;
void __VLS_ctx, __VLS_components, __VLS_intrinsics, __VLS_directives;
const __VLS_template = () => {
    void {};
    /** @type {__VLS_StyleScopedClasses['note']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "notes" },
        role: "status",
        'aria-live': "polite",
    });
    /** @type {__VLS_StyleScopedClasses['notes']} */ ;
    const __VLS_0 = __VLS_tryAsConstant((__VLS_unwrap(outcomes, {})));
    for (const [outcome] of __VLS_vFor(__VLS_nonNull(__VLS_0))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
            key: (outcome.id),
            ...{ class: "note" },
        });
        /** @type {__VLS_StyleScopedClasses['note']} */ ;
        const __VLS_1 = StandingMark;
        // @ts-ignore
        const __VLS_2 = __VLS_asFunctionalComponent1(__VLS_1, new __VLS_1({
            // @ts-ignore
            tone: (outcome.success ? 'good' : 'bad'),
        }));
        const __VLS_3 = __VLS_2({
            tone: (outcome.success ? 'good' : 'bad'),
        }, ...__VLS_functionalComponentArgsRest(__VLS_2));
        __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({});
        __VLS_asFunctionalElement1(__VLS_intrinsics.strong, __VLS_intrinsics.strong)({});
        (outcome.subject);
        (outcome.success ? 'done' : 'failed');
        if (outcome.message) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({});
            (outcome.message);
        }
        __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
            ...{ onClick: (...[$event]) => {
                    void $event;
                    return (__VLS_unwrap(dismiss, {})(outcome.id));
                    // @ts-ignore
                    [outcomes, dismiss,];
                } },
            type: "button",
            'aria-label': "Dismiss",
        });
        const __VLS_6 = AppIcon;
        // @ts-ignore
        const __VLS_7 = __VLS_asFunctionalComponent1(__VLS_6, new __VLS_6({
            // @ts-ignore
            name: "close", size: (16),
        }));
        const __VLS_8 = __VLS_7({
            name: "close",
            size: (16),
        }, ...__VLS_functionalComponentArgsRest(__VLS_7));
        // @ts-ignore
        [];
    }
    // @ts-ignore
    [];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({});
export default {};
