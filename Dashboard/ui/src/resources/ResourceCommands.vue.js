import { computed } from 'vue';
import AppIcon, {} from '../parts/AppIcon.vue';
import { keyOf, press, running } from './command';
const { defineProps, } = {};
const props = defineProps();
const usual = { start: 'play', stop: 'stop', restart: 'restart', 'set-parameter': 'pencil' };
/** In a row: highlighted commands and start or stop, whichever is possible. In the panel: all of them. */
const shown = computed(() => props.resource.commands.filter((command) => command.state !== 'Hidden' && (props.all || (command.state === 'Enabled' && (command.highlighted || short(command) in usual)))));
/** Hosts may prefix their own commands: `resource-start`, `sqlite-backup`. */
function short(command) {
    return command.name.replace(/^resource-/, '');
}
function isRunning(command) {
    return running.value.has(keyOf({ resource: props.resource, command }));
}
const isBusy = computed(() => props.resource.commands.some(isRunning));
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
    __VLS_withDotValue(usual, {});
    void {};
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ onClick: () => { } },
        ...{ class: "commands" },
    });
    /** @type {__VLS_StyleScopedClasses['commands']} */ ;
    const __VLS_0 = __VLS_tryAsConstant((__VLS_unwrap(shown, {})));
    for (const [command] of __VLS_vFor(__VLS_nonNull(__VLS_0))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.button, __VLS_intrinsics.button)({
            ...{ onClick: (...[$event]) => {
                    void $event;
                    return (__VLS_unwrap(press, {})({ resource: __VLS_ctx.resource, command }));
                    // @ts-ignore
                    [shown, press, resource,];
                } },
            key: (command.name),
            type: "button",
            ...{ class: (['button', { icon: !__VLS_ctx.all }]) },
            disabled: (command.state === 'Disabled' || __VLS_unwrap(isBusy, {})),
            'aria-busy': (isRunning(command)),
            'aria-haspopup': (command.inputs?.length || command.confirmation ? 'dialog' : undefined),
            'aria-label': (`${command.displayName} ${__VLS_ctx.resource.displayName ?? __VLS_ctx.resource.name}`),
            title: (command.description ?? command.displayName),
        });
        /** @type {__VLS_StyleScopedClasses['icon']} */ ;
        /** @type {__VLS_StyleScopedClasses['button']} */ ;
        const __VLS_1 = AppIcon;
        // @ts-ignore
        const __VLS_2 = __VLS_asFunctionalComponent1(__VLS_1, new __VLS_1({
            // @ts-ignore
            name: (usual.value[short(command)] ?? 'bolt'), size: (16),
        }));
        const __VLS_3 = __VLS_2({
            name: (usual.value[short(command)] ?? 'bolt'),
            size: (16),
        }, ...__VLS_functionalComponentArgsRest(__VLS_2));
        if (__VLS_ctx.all) {
            (command.displayName);
        }
        // @ts-ignore
        [resource, resource, all, all, isBusy, usual,];
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
