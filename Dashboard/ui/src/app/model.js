import { computed, ref } from 'vue';
import { get } from '../api/client';
/** The resources of the running app, kept by the shell for every page. */
export const model = ref(null);
export async function loadModel() {
    model.value = await get('/api/resources');
}
export const resourceNames = computed(() => model.value?.resources.filter((resource) => !resource.hidden).map((resource) => resource.name) ?? []);
