import './design/fonts.css';
import './design/tokens.css';
import './design/base.css';
import { createApp, watch } from 'vue';
import App from './App.vue';
import { changes, startSending } from './changes/changes';
import { refresh, startLists } from './lists/lists';
import { startLive } from './live/live';
import { shareToken } from './guest/shareToken';
import { router } from './routes';
import { session } from './session/session';
import { askSession } from './session/signIn';
import { traceActions } from './telemetry/actions';
import { preferred, speak } from './words/language';

traceActions();
let started = false;
watch(
  () => session.person,
  (person) => {
    if (!person) return;
    startLive();
    if (started) {
      void refresh();
      void changes.send();
      return;
    }
    started = true;
    startSending();
    startLists();
  },
);
// A guest has no account: what a share link opens asks for itself.
if (!shareToken()) void askSession();
// English when the texts cannot be had: better than no page.
void speak(preferred())
  .catch(() => undefined)
  .then(() => createApp(App).use(router).mount('#app'));
