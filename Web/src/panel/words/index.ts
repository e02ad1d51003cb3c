import { catalogue } from '../../words/catalogue';
import { en } from './en';

/** Says a text of the control panel in the language of the page. */
export const tell = catalogue(en, { de: () => import('./de') });
