import { createRouter, createWebHistory } from 'vue-router';
import { run } from './run';
import HomePage from '../home/HomePage.vue';
/** Pages other than the first are fetched when they are first opened. */
export const router = createRouter({
    history: createWebHistory(),
    routes: [
        { path: '/', component: HomePage, meta: { title: 'Home' } },
        { path: '/resources', component: () => import('../resources/ResourcesPage.vue'), meta: { title: 'Resources' } },
        { path: '/console/:resource?', component: () => import('../console/ConsolePage.vue'), meta: { title: 'Console' } },
        { path: '/logs', component: () => import('../logs/LogsPage.vue'), meta: { title: 'Logs' } },
        { path: '/traces', component: () => import('../traces/TracesPage.vue'), meta: { title: 'Traces' } },
        { path: '/traces/:id', component: () => import('../traces/TracePage.vue'), meta: { title: 'Trace' } },
        { path: '/map', component: () => import('../traces/MapPage.vue'), meta: { title: 'Service map' } },
        { path: '/metrics', component: () => import('../metrics/MetricsPage.vue'), meta: { title: 'Metrics' } },
        { path: '/runs', component: () => import('../runs/RunsPage.vue'), meta: { title: 'Runs compared' } },
        { path: '/:rest(.*)*', redirect: '/' },
    ],
});
// An earlier run stays chosen from page to page, and in every link that is shared.
router.beforeEach((to) => (run.value !== '' && to.query.run === undefined ? { ...to, query: { ...to.query, run: run.value } } : true));
router.afterEach((to) => {
    document.title = `${String(to.meta.title)} · Belfry`;
});
// A page's file that cannot be fetched (another version of the dashboard runs by now, or the network blinked) is asked for once more by loading anew.
router.onError((_fault, to) => {
    if (Date.now() - Number(sessionStorage.getItem('belfry-reloaded') ?? 0) < 10_000)
        return;
    sessionStorage.setItem('belfry-reloaded', String(Date.now()));
    location.assign(to.fullPath);
});
