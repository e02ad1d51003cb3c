import './design/fonts.css';
import './design/tokens.css';
import './design/base.css';
import { createApp, watch } from 'vue';
import App from './App.vue';
import { changes, startSending } from './changes/changes';
import { keepFocus } from './design/keepFocus';
import { nextTask } from './design/nextTask';
import { refresh, startLists } from './lists/lists';
import { startLive } from './live/live';
import { shareToken } from './guest/shareToken';
import { router } from './routes';
import { session } from './session/session';
import { askSession } from './session/signIn';
import { traceActions } from './telemetry/actions';
import { preferred, speak } from './words/language';

traceActions();
keepFocus();
let started = false;
watch(
  () => session.person,
  async (person) => {
    if (!person) return;
    // Drawn first, then asked for: each is a task of its own, so that the page can answer in between.
    await nextTask();
    startLive();
    if (started) {
      void refresh();
      void changes.send();
      return;
    }
    started = true;
    startLists();
    startSending();
  },
);
new Worker(new URL('./words/warmFormats.worker.ts', import.meta.url));
void begin();

/** In steps, each a task of its own: the longest of them says for how long the page cannot answer. */
async function begin(): Promise<void> {
  // English when the texts cannot be had: better than no page.
  const spoken = speak(preferred()).catch(() => undefined);
  await nextTask();
  // A guest has no account: what a share link opens asks for itself.
  if (!shareToken()) void askSession();
  await spoken;
  await nextTask();
  const app = createApp(App).use(router);
  await nextTask();
  app.mount('#app');
}
