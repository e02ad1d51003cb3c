import { reactive } from 'vue';
import { resourceNames } from '../app/model';
const Hues = 8;
const strangers = reactive(new Map());
/** A number for a colour: by place among the app's resources, so that the first eight differ; others in order of appearance. */
export function hueOf(resource) {
    const place = resourceNames.value.indexOf(resource);
    if (place >= 0)
        return place % Hues;
    if (!strangers.has(resource))
        strangers.set(resource, strangers.size);
    return (resourceNames.value.length + strangers.get(resource)) % Hues;
}
