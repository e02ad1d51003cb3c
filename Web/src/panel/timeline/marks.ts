import type { Backup, Deploy, History, Migration, NamedPoint, Rehearsal } from '../../api/model';
import type { IconName } from '../../design/icons';
import { tell } from '../words';
import type { Span } from './scale';

export type MarkKind = 'snapshot' | 'unproven' | 'begin' | 'drill' | 'drillFailed' | 'deploy' | 'migration' | 'point';

/** Something that happened at a moment, as the line and the table show it. */
export interface Mark {
  kind: MarkKind;
  at: number;
  words: string;
}

export const markSigns: Record<MarkKind, IconName> = {
  snapshot: 'check', unproven: 'question', begin: 'stop', drill: 'again', drillFailed: 'alert', deploy: 'out', migration: 'list', point: 'edit',
};

/** How the names begin that a restore gives to what was there before. */
export const Undo = 'undo-';

export interface Happened {
  backups: readonly Backup[];
  points: readonly NamedPoint[];
  history: History | null;
  drills: readonly Rehearsal[];
  migrations: readonly Migration[];
  deploys: readonly Deploy[];
}

/** Everything that happened in a span, oldest first. */
export function marksIn(span: Span, happened: Happened): Mark[] {
  const mark = (kind: MarkKind, iso: string, words: string): Mark => ({ kind, at: Date.parse(iso), words });
  return [
    ...happened.backups.map((backup) =>
      backup.state === 'verified' ? mark('snapshot', backup.takenAt, tell('markSnapshot')) : mark('unproven', backup.takenAt, tell('markUnproven')),
    ),
    ...happened.points.map((point) => mark('point', point.at, point.name.startsWith(Undo) ? tell('markUndo') : tell('markPoint', { name: point.name }))),
    ...(happened.history?.begins ?? []).map((begin) => mark('begin', begin, tell(begin === happened.history?.oldest ? 'markFirst' : 'markBegin'))),
    ...happened.drills.map((ended) => (ended.drill ? mark('drill', ended.endedAt, tell('markDrill')) : mark('drillFailed', ended.endedAt, tell('markDrillFailed')))),
    ...happened.deploys.map((deploy) => mark('deploy', deploy.at, tell('markDeploy', { name: deploy.version }))),
    ...happened.migrations.map((migration) => mark('migration', migration.appliedAt, tell('markMigration', { name: migration.name }))),
  ]
    .filter(({ at }) => at >= span.from && at <= span.to)
    .sort((a, b) => a.at - b.at);
}

/** The marks that a line of so many places can show: of those of one kind in one place the newest. */
export function apart(marks: readonly Mark[], span: Span, places: number): Mark[] {
  const shown = new Map<string, Mark>();
  for (const mark of marks) {
    shown.set(`${mark.kind} ${Math.floor(((mark.at - span.from) / (span.to - span.from)) * places)}`, mark);
  }
  return [...shown.values()];
}
