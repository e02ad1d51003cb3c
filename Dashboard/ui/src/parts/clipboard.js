/** Copies a text. Browsers keep their clipboard from pages that come by plain http from elsewhere; there the old way still works. */
export async function copyText(text) {
    if (navigator.clipboard !== undefined)
        return navigator.clipboard.writeText(text);
    const area = document.createElement('textarea');
    area.value = text;
    area.style.position = 'fixed';
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
}
