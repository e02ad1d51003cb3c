/** What the wishlist says. A text with `one` and `other` is chosen by `count`. */
export const en = {
  // Everywhere
  lists: 'Lists',
  skip: 'Skip to the content',
  language: 'Language',
  languageFailed: 'The texts could not be loaded. Try again when the server answers.',
  tryAgain: 'Try again',
  save: 'Save',
  cancel: 'Cancel',
  add: 'Add',
  reference: 'Reference',
  noPage: 'There is no such page',
  noPageDetail: 'The address may be mistyped, or what it showed was removed.',
  allLists: 'All lists',
  coloursAuto: 'Colours: as the system',
  coloursLight: 'Colours: light',
  coloursDark: 'Colours: dark',

  // Time
  justNow: 'just now',
  underMinuteAgo: 'less than a minute ago',
  inUnderMinute: 'in less than a minute',

  // Problems
  noAnswer: 'The server does not answer',
  noAnswerDetail: 'Check the connection; nothing you entered is lost.',
  pageFault: 'Something went wrong on this page',
  pageFaultDetail: 'Reload it and try again.',
  serverFault: 'The server could not do it',
  serverRefused: 'The server refused',
  serverAnswered: 'It answered {status}.',

  // Changes
  saving: 'Saving…',
  notSaved: 'Not saved.',
  notSavedYet: 'Not saved yet.',
  keptAndTried: '{title}; it is kept here and tried again.',
  tryNow: 'Try now',
  discard: 'Discard',
  unsaved: { one: '{count} not saved', other: '{count} not saved' },
  undo: 'Undo',
  removed: '“{name}” removed',
  removedMore: { one: '“{name}” and {count} more removed', other: '“{name}” and {count} more removed' },

  // Sign-in
  signIn: 'Sign in',
  signOut: 'Sign out',
  welcome: 'Welcome',
  firstOwner: 'Make this server yours',
  firstOwnerDetail: 'Nobody has an account here yet. Yours will be the owner’s.',
  invited: 'Choose a password, and you are in.',
  setUpToken: 'One-time token from the server’s log',
  account: 'Account',
  password: 'Password',
  begin: 'Begin',
} as const;
