import type { RouteRecordRaw } from 'vue-router';
import NotLoaded from './NotLoaded.vue';

type Later = <T>(load: () => Promise<T>) => Promise<T>;

/** The pages for those who look after the data: everybody else never loads them. */
export function panelRoutes(later: Later): RouteRecordRaw {
  // On a bad day the connection is bad too: at last it is said that a page did not come.
  const page = (load: () => Promise<object>) => () => later(load).catch(() => NotLoaded);
  return {
    path: '/backups',
    component: page(() => import('./PanelRoom.vue')),
    meta: { whole: true },
    children: [
      { path: '', name: 'overview', component: page(() => import('./overview/OverviewPage.vue')) },
      { path: 'timeline', name: 'timeline', component: page(() => import('./timeline/TimelinePage.vue')) },
      { path: 'jobs', name: 'work', component: page(() => import('./jobs/JobsPage.vue')) },
      { path: 'archive', name: 'archive', component: page(() => import('./archive/ArchivePage.vue')) },
      { path: 'database', name: 'database', component: page(() => import('./database/DatabasePage.vue')) },
      { path: 'log', name: 'log', component: page(() => import('./log/LogPage.vue')) },
    ],
  };
}
