import type { RouteRecordRaw } from 'vue-router';
import NotLoaded from './NotLoaded.vue';

type Later = <T>(page: Promise<T>) => Promise<T>;

const Pauses = [500, 1_000, 2_000];

/** The pages for those who look after the data: everybody else never loads them. */
export function panelRoutes(later: Later): RouteRecordRaw {
  const page = (load: () => Promise<object>) => () => later(patient(load));
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

/** On a bad day the connection is bad too: a page is asked for again, and at last it is said that it did not come. */
async function patient(load: () => Promise<object>): Promise<object> {
  for (const pause of Pauses) {
    try {
      return await load();
    } catch {
      await new Promise((done) => setTimeout(done, pause));
    }
  }
  return load().catch(() => NotLoaded);
}
