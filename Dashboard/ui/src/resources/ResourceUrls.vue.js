const { defineProps, } = {};
const props = defineProps();
const shown = () => props.urls.filter((url) => props.all || !url.internal);
function isWeb(url) {
    return /^https?:\/\//i.test(url);
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
    __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
        ...{ class: "urls" },
    });
    /** @type {__VLS_StyleScopedClasses['urls']} */ ;
    const __VLS_0 = __VLS_tryAsConstant((__VLS_unwrap(shown, {})()));
    for (const [url] of __VLS_vFor(__VLS_nonNull(__VLS_0))) {
        __VLS_asFunctionalElement1(__VLS_intrinsics.template)({
            key: (url.url),
        });
        if (isWeb(url.url)) {
            __VLS_asFunctionalElement1(__VLS_intrinsics.a, __VLS_intrinsics.a)({
                href: (url.url),
                target: "_blank",
                rel: "noopener noreferrer",
                title: (url.url),
            });
            (url.displayText || url.url.replace(/^https?:\/\//, ''));
        }
        else {
            __VLS_asFunctionalElement1(__VLS_intrinsics.span, __VLS_intrinsics.span)({
                ...{ class: "mono" },
            });
            /** @type {__VLS_StyleScopedClasses['mono']} */ ;
            (url.displayText || url.url);
        }
        // @ts-ignore
        [shown,];
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
