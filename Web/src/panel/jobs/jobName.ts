import type { Job } from '../../api/model';
import { tell } from '../words';

const names = {
  backup: 'jobBackup', verify: 'jobVerify', drill: 'jobDrill', restore: 'jobRestore', undo: 'jobUndo', prune: 'jobPrune', compare: 'jobCompare',
  checkpoint: 'jobCheckpoint',
} as const;

export function jobName(kind: Job['kind']): string {
  return tell(names[kind]);
}
