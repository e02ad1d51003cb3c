import { catalogue } from './catalogue';
import { en } from './en';

/** Says a text of the wishlist in the language of the page: `say('undo')`, `say('wishes', { count: 3 })`. */
export const say = catalogue(en, { de: () => import('./de') });
