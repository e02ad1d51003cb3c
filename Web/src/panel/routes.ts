import type { RouteRecordRaw } from 'vue-router';

type Later = <T>(page: Promise<T>) => Promise<T>;

/** The pages for those who look after the data: everybody else never loads them. */
export function panelRoutes(later: Later): RouteRecordRaw {
  return {
    path: '/backups',
    component: () => later(import('./PanelRoom.vue')),
    meta: { whole: true },
    children: [
      { path: '', name: 'overview', component: () => later(import('./overview/OverviewPage.vue')) },
      { path: 'timeline', name: 'timeline', component: () => later(import('./timeline/TimelinePage.vue')) },
      { path: 'jobs', name: 'work', component: () => later(import('./work/JobsPage.vue')) },
      { path: 'archive', name: 'archive', component: () => later(import('./archive/ArchivePage.vue')) },
      { path: 'database', name: 'database', component: () => later(import('./database/DatabasePage.vue')) },
      { path: 'log', name: 'log', component: () => later(import('./log/LogPage.vue')) },
    ],
  };
}
