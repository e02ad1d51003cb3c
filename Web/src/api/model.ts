import type { components } from './schema';

/** The bodies of the API under the names the pages use; their shapes come from the OpenAPI document. */
type Schemas = components['schemas'];

export type List = Schemas['WishList'];
export type ListFields = Pick<List, 'name' | 'description' | 'archived' | 'revealAt'>;
export type Wish = Schemas['Item'];
export type WishFields = Pick<Wish, 'name' | 'note' | 'url' | 'price' | 'currency' | 'quantity' | 'priority' | 'state'>;
export type Deleted = Schemas['BinEntry'];
export type Person = Schemas['Person'];
export type Role = Schemas['Role'];
export type SessionState = Schemas['SessionState'];
export type Session = Schemas['Session'];
export type Share = Schemas['Share'];
export type Claim = Schemas['Claim'];
export type SharedList = Schemas['SharedList'];
export type SharedWish = Schemas['SharedItem'];
export type LiveEvent = Schemas['LiveEvent'];
export type Backup = Schemas['Backup'];
export type BackupState = Schemas['ControlState'];
export type Job = Schemas['Job'];
export type JobRequest = Schemas['JobRequest'];
export type RestorePlan = Schemas['RestorePlan'];
export type NamedPoint = Schemas['NamedPoint'];
export type RetentionPlan = Schemas['RetentionPlan'];
export type Comparison = Schemas['Comparison'];
export type TableChange = Schemas['TableChange'];
export type History = Schemas['History'];
export type Series = Schemas['Series'];
export type Rehearsal = Schemas['Rehearsal'];
export type DatabaseState = Schemas['DatabaseState'];
export type Migration = Schemas['AppliedMigration'];
export type Deploy = Schemas['Deploy'];
export type MaintenanceTask = Schemas['MaintenanceTask'];
export type MaintenanceResult = Schemas['MaintenanceResult'];
export type AuditEntry = Schemas['AuditEntry'];
export type Token = Schemas['Token'];
