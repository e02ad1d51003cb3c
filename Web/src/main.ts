import './design/fonts.css';
import './design/tokens.css';
import './design/base.css';
import { createApp } from 'vue';
import App from './App.vue';
import { startSending } from './changes/changes';
import { startLists } from './lists/lists';
import { router } from './routes';
import { startSafety } from './safety/safety';
import { traceActions } from './telemetry/actions';

traceActions();
startSending();
startLists();
startSafety();
createApp(App).use(router).mount('#app');
