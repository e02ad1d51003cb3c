import { createRouter, createWebHistory } from 'vue-router';
import { patient } from './api/patient';
import HomePage from './lists/HomePage.vue';
import ListPage from './lists/ListPage.vue';
import MissingPage from './MissingPage.vue';
import { panelRoutes } from './panel/routes';
import { wordsReady } from './words/language';

/** A page of its own chunk, shown once its texts are here too. */
export async function later<T>(load: () => Promise<T>): Promise<T> {
  const loaded = await patient(load);
  await wordsReady();
  return loaded;
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'home', component: HomePage },
    { path: '/lists/:id', name: 'list', component: ListPage, props: true },
    { path: '/lists/:id/share', name: 'share', component: () => later(() => import('./sharing/SharePage.vue')), props: true },
    { path: '/bin', name: 'bin', component: () => later(() => import('./deleted/BinPage.vue')) },
    { path: '/search', name: 'search', component: () => later(() => import('./search/SearchPage.vue')) },
    { path: '/account', name: 'account', component: () => later(() => import('./people/AccountPage.vue')) },
    { path: '/people', name: 'people', component: () => later(() => import('./people/PeoplePage.vue')) },
    panelRoutes(later),
    { path: '/:rest(.*)', component: MissingPage },
  ],
  scrollBehavior: (_to, from, saved) => saved ?? (from.matched.length > 0 && { top: 0 }),
});
