/** Icons as paths on a 20 × 20 grid, drawn with a 1.6 px round stroke. */
export const icons = {
  add: 'M10 4v12M4 10h12',
  edit: 'M12.8 4.2l3 3L7 16H4v-3zM11 6l3 3',
  remove: 'M4 6h12M8 6V4h4v2M6 6l.7 10h6.6L14 6M8.5 9v4M11.5 9v4',
  back: 'M12 4l-6 6 6 6',
  out: 'M8 5H5v10h10v-3M11 5h4v4M15 5l-6 6',
  check: 'M4 10.5l4 4 8-9',
  alert: 'M10 3l7.5 13h-15zM10 8v4M10 14.2v.1',
  stop: 'M7 2.5h6l4.5 4.5v6L13 17.5H7L2.5 13V7zM10 6.5v4.5M10 13.6v.1',
  question: 'M10 2.5a7.5 7.5 0 100 15 7.5 7.5 0 000-15M7.8 8a2.2 2.2 0 114 1.3c-.8.7-1.8 1-1.8 2.2M10 14v.1',
  away: 'M3 3l14 14M6 7a4 4 0 00.5 8H13M8.5 5.3A4.5 4.5 0 0114 9.5a3 3 0 012.3 4.6',
  undo: 'M4.5 8A6 6 0 1116 11.5M4 4v4h4',
  again: 'M15.5 8A6 6 0 104 11.5M16 4v4h-4',
  day: 'M10 6.8a3.2 3.2 0 100 6.4 3.2 3.2 0 000-6.4M10 2.5v1.2M10 16.3v1.2M2.5 10h1.2M16.3 10h1.2M4.7 4.7l.8.8M14.5 14.5l.8.8M15.3 4.7l-.8.8M5.5 14.5l-.8.8',
  night: 'M16 11.8A6.5 6.5 0 118.2 4a5.2 5.2 0 007.8 7.8z',
  auto: 'M10 3a7 7 0 100 14 7 7 0 000-14M10 3v14M10 6h4.5M10 10h7M10 14h4.5',
} as const;

export type IconName = keyof typeof icons;
