import { nextTick, ref, watch } from 'vue';
import { asked, run, titleOf } from './command';
import { announce } from './outcome';
import CommandField from './CommandField.vue';
/** Asks for confirmation, for the values a command wants, or both. Values are forgotten when it closes; a command under way goes on. */
const dialog = ref(null);
const values = ref({});
const faults = ref({});
const busy = ref(false);
watch(asked, async (what) => {
    if (what === null)
        return;
    faults.value = {};
    values.value = Object.fromEntries((what.command.inputs ?? []).map((input) => [input.name, input.value ?? (input.kind === 'boolean' ? 'false' : '')]));
    await nextTick();
    dialog.value?.showModal();
});
async function send() {
    const what = asked.value;
    if (what === null || busy.value)
        return;
    busy.value = true;
    const answers = what.command.inputs?.length ? values.value : undefined;
    const wrong = await run(what, answers);
    busy.value = false;
    if (asked.value !== what) {
        if (wrong[''])
            announce(false, titleOf(what), wrong[''][0]); // closed meanwhile: the command went on without it
        return;
    }
    faults.value = wrong;
    if (Object.keys(wrong).length === 0)
        dialog.value?.close();
    else
        void nextTick(() => dialog.value?.querySelector('[aria-invalid="true"]')?.focus());
}
function onClose() {
    asked.value = null;
    values.value = {};
    busy.value = false;
}
const __VLS_ctx = {};
let __VLS_components;
let __VLS_intrinsics;
let __VLS_directives;
void __VLS_ctx, __VLS_components, __VLS_intrinsics, __VLS_directives;
const __VLS_template = () => {
    __VLS_withDotValue(dialog, {});
    __VLS_withDotValue(asked, {});
    __VLS_withDotValue(values, {});
    __VLS_withDotValue(faults, {});
    __VLS_withDotValue(busy, {});
    void {};
    __VLS_asFunctionalElement1(__VLS_intrinsics.dialog, __VLS_intrinsics.dialog)({
        ...{ onClick: (...[$event]) => {
                void $event;
                return (dialog.value?.close());
                // @ts-ignore
                [dialog,];
            } },
        ...{ onClose: (onClose) },
        ref: "dialog",
        'aria-labelledby': "command-title",
    });
    if (asked.value) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.form, __VLS_intrinsics.form)({
            ...{ onSubmit: (send) },
            novalidate: true,
        });
        __VLS_asFunctionalElement1(__VLS_intrinsics.h2, __VLS_intrinsics.h2)({
            id: "command-title",
        });
        (__VLS_unwrap(titleOf, {})(asked.value));
        if (asked.value.command.confirmation) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({});
            (asked.value.command.confirmation);
        }
        else if (asked.value.command.description) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({
                ...{ class: "quiet" },
            });
            /** @type {__VLS_StyleScopedClasses['quiet']} */ ;
            (asked.value.command.description);
        }
        const __VLS_0 = __VLS_tryAsConstant((asked.value.command.inputs ?? []));
        for (const [input] of __VLS_vFor(__VLS_nonNull(__VLS_0))) {
            const __VLS_1 = CommandField;
            // @ts-ignore
            const __VLS_2 = __VLS_asFunctionalComponent1(__VLS_1, new __VLS_1({
                // @ts-ignore
                key: (input.name), modelValue: (values.value[input.name]), input: (input), fault: (faults.value[input.name]?.[0] ?? ''),
            }));
            const __VLS_3 = __VLS_2({
                key: (input.name),
                modelValue: (values.value[input.name]),
                input: (input),
                fault: (faults.value[input.name]?.[0] ?? ''),
            }, ...__VLS_functionalComponentArgsRest(__VLS_2));
            // @ts-ignore
            [asked, asked, asked, asked, asked, asked, asked, titleOf, values, faults,];
        }
        if (faults.value['']) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({
                ...{ class: "fault" },
                role: "alert",
            });
            /** @type {__VLS_StyleScopedClasses['fault']} */ ;
            (faults.value[''][0]);
        }
        __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
            ...{ class: "answers" },
        });
        /** @type {__VLS_StyleScopedClasses['answers']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
            ...{ onClick: (...[$event]) => {
                    void $event;
                    __VLS_withDotValue(asked, {});
                    if (!(asked.value))
                        throw 0;
                    return (dialog.value?.close());
                    // @ts-ignore
                    [dialog, faults, faults,];
                } },
            type: "button",
            ...{ class: "button" },
        });
        /** @type {__VLS_StyleScopedClasses['button']} */ ;
        (busy.value ? 'Close' : 'Cancel');
        __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
            type: "submit",
            ...{ class: "button primary" },
            disabled: (busy.value),
        });
        /** @type {__VLS_StyleScopedClasses['button']} */ ;
        /** @type {__VLS_StyleScopedClasses['primary']} */ ;
        (busy.value ? 'Under way' : asked.value.command.displayName);
    }
    // @ts-ignore
    [asked, busy, busy, busy,];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({});
export default {};
