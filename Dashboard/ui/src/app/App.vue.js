import { ref } from 'vue';
import { useRouter } from 'vue-router';
import { useLive } from '../api/live';
import { copyText } from '../parts/clipboard';
import CommandDialog from '../resources/CommandDialog.vue';
import { loadHistory } from '../resources/history';
import { announce } from '../resources/outcome';
import OutcomeNotes from '../resources/OutcomeNotes.vue';
import AppRail from './AppRail.vue';
import DataSheet from './DataSheet.vue';
import HelpSheet from './HelpSheet.vue';
import { loadModel, model } from './model';
import { pages } from './pages';
import { run } from './run';
import { useShortcuts } from './shortcuts';
import { nextTheme } from './theme';
const router = useRouter();
const data = ref(null);
const help = ref(null);
useLive('Resources', async () => {
    await Promise.all([loadModel(), loadHistory()]);
});
useShortcuts({
    ...Object.fromEntries(pages.map((page) => [`g ${page.key}`, () => void router.push(page.to)])),
    'g s': () => void router.push('/map'),
    'g u': () => void router.push('/runs'),
    y: () => void copyLink(),
    '?': () => help.value?.open(),
    '/': () => document.querySelector('[data-search]')?.focus(),
    d: nextTheme,
});
/** Every filter is in the address, so the address is the view. */
async function copyLink() {
    await copyText(location.href);
    announce(true, 'Link to this view', 'Copied. Whoever opens it signs in first.');
}
const __VLS_ctx = {};
let __VLS_components;
let __VLS_intrinsics;
let __VLS_directives;
void __VLS_ctx, __VLS_components, __VLS_intrinsics, __VLS_directives;
const __VLS_template = () => {
    __VLS_withDotValue(data, {});
    __VLS_withDotValue(help, {});
    __VLS_withDotValue(model, {});
    __VLS_withDotValue(run, {});
    void {};
    /** @type {__VLS_StyleScopedClasses['skip']} */ ;
    /** @type {__VLS_StyleScopedClasses['shell']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.a, __VLS_intrinsics.a)({
        ...{ class: "skip" },
        href: "#main",
    });
    /** @type {__VLS_StyleScopedClasses['skip']} */ ;
    __VLS_asFunctionalElement1(__VLS_intrinsics.div, __VLS_intrinsics.div)({
        ...{ class: "shell" },
    });
    /** @type {__VLS_StyleScopedClasses['shell']} */ ;
    const __VLS_0 = AppRail;
    // @ts-ignore
    const __VLS_1 = __VLS_asFunctionalComponent1(__VLS_0, new __VLS_0({
        // @ts-ignore
        ...{ 'onLink': {} }, ...{ 'onData': {} }, ...{ 'onHelp': {} },
    }));
    const __VLS_2 = __VLS_1({
        ...{ 'onLink': {} },
        ...{ 'onData': {} },
        ...{ 'onHelp': {} },
    }, ...__VLS_functionalComponentArgsRest(__VLS_1));
    let __VLS_5;
    const __VLS_6 = {
        /** @type {typeof __VLS_5.link} */
        onLink: (copyLink),
    };
    void __VLS_6;
    const __VLS_7 = {
        /** @type {typeof __VLS_5.data} */
        onData: (...[$event]) => {
            void $event;
            return (data.value?.open());
            // @ts-ignore
            [data,];
        },
    };
    void __VLS_7;
    const __VLS_8 = {
        /** @type {typeof __VLS_5.help} */
        onHelp: (...[$event]) => {
            void $event;
            return (help.value?.open());
            // @ts-ignore
            [help,];
        },
    };
    void __VLS_8;
    var __VLS_3;
    var __VLS_4;
    __VLS_asFunctionalElement1(__VLS_intrinsics.main, __VLS_intrinsics.main)({
        id: "main",
        tabindex: "-1",
    });
    if (model.value && !model.value.connected && model.value.resources.length > 0) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({
            ...{ class: "notice" },
            role: "status",
        });
        /** @type {__VLS_StyleScopedClasses['notice']} */ ;
    }
    if (run.value) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.p, __VLS_intrinsics.p)({
            ...{ class: "notice" },
            role: "status",
        });
        /** @type {__VLS_StyleScopedClasses['notice']} */ ;
        __VLS_asFunctionalElement1(__VLS_intrinsics.a, __VLS_intrinsics.a)({
            href: "/",
        });
    }
    let __VLS_9;
    /** @ts-ignore @type { | typeof __VLS_components.RouterView} */
    RouterView;
    // @ts-ignore
    const __VLS_10 = __VLS_asFunctionalComponent1(__VLS_9, new __VLS_9({
    // @ts-ignore
    }));
    const __VLS_11 = __VLS_10({}, ...__VLS_functionalComponentArgsRest(__VLS_10));
    const __VLS_14 = DataSheet;
    // @ts-ignore
    const __VLS_15 = __VLS_asFunctionalComponent1(__VLS_14, new __VLS_14({
        // @ts-ignore
        ref: "data",
    }));
    const __VLS_16 = __VLS_15({
        ref: "data",
    }, ...__VLS_functionalComponentArgsRest(__VLS_15));
    const __VLS_19 = CommandDialog;
    // @ts-ignore
    const __VLS_20 = __VLS_asFunctionalComponent1(__VLS_19, new __VLS_19({
    // @ts-ignore
    }));
    const __VLS_21 = __VLS_20({}, ...__VLS_functionalComponentArgsRest(__VLS_20));
    const __VLS_24 = OutcomeNotes;
    // @ts-ignore
    const __VLS_25 = __VLS_asFunctionalComponent1(__VLS_24, new __VLS_24({
    // @ts-ignore
    }));
    const __VLS_26 = __VLS_25({}, ...__VLS_functionalComponentArgsRest(__VLS_25));
    const __VLS_29 = HelpSheet;
    // @ts-ignore
    const __VLS_30 = __VLS_asFunctionalComponent1(__VLS_29, new __VLS_29({
        // @ts-ignore
        ref: "help", pages: (__VLS_unwrap(pages, {})),
    }));
    const __VLS_31 = __VLS_30({
        ref: "help",
        pages: (__VLS_unwrap(pages, {})),
    }, ...__VLS_functionalComponentArgsRest(__VLS_30));
    // @ts-ignore
    [model, model, model, run, pages,];
    return {};
};
void [__VLS_template];
const __VLS_export = (await import('vue')).defineComponent({});
export default {};
