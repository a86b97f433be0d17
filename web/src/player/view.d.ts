/**
 * The View: the state at one instant, as the engine hands it over.
 *
 * It mirrors the structs of `crates/cluster/src/view` field by field; what a field
 * means is written there.
 */

/**
 * An offset that a user may name: any 64-bit number. Where JavaScript's numbers are not exact it is a string of its digits;
 * its text is `String(offset)`, and its place is near `Number(offset)`.
 */
export type Offset = number | string;

/** A partition as the engine prints it: `orders-0`. */
export type TopicPartition = string;

export interface View {
  now: number;
  start: number;
  revision: number;
  topics: TopicView[];
  commits: CommitView[];
  commitRecords: number;
  groups: GroupView[];
  unknownGroups: UnknownGroupView[];
  producers: ProducerView[];
  consumers: ConsumerView[];
  /** Not there where there are none. */
  tools: MachineView[] | undefined;
  flights: FlightView[];
}

export interface ToolView {
  name: string;
  line: string;
  job: number | null;
}

export interface TopicView {
  name: string;
  records: number;
  cleanupPolicy: 'delete' | 'compact' | 'compact,delete' | '';
  retentionMs: number;
  retentionBytes: number;
  partitions: PartitionView[];
  keyTable: KeyTableView | null;
}

export interface KeyTableView {
  keys: ComparedKeyView[];
  rows: KeyRowView[];
}

export interface ComparedKeyView {
  key: string;
  tint: number | null;
}

export interface KeyRowView {
  producer: string;
  places: KeyPlaceView[];
}

export interface KeyPlaceView {
  partition: number | null;
  elsewhere: boolean;
}

export interface PartitionView {
  partition: number;
  logStart: number;
  highWatermark: number;
  lastStable: number;
  logEnd: number;
  segments: SegmentView[];
  deleted: DeletedSegmentView[];
  cells: CellView[];
}

export interface SegmentView {
  base: number;
  end: number;
  bytes: number;
  active: boolean;
}

export interface DeletedSegmentView {
  base: number;
  end: number;
  last: number;
  at: number;
}

export interface CellView {
  offset: number;
  key: string | null;
  tint: number | null;
  value: string | null;
}

export interface CommitView {
  group: string;
  topic: string;
  partition: number;
  offset: Offset | null;
  inPartition: number;
  atOffset: number;
  at: number;
}

export type GroupState =
  | 'Empty'
  | 'PreparingRebalance'
  | 'CompletingRebalance'
  | 'Stable'
  | 'Dead';

export interface GroupView {
  id: string;
  index: number;
  state: GroupState;
  protocol: string;
  generation: number;
  rebalanceUntil: number | null;
  removed: RemovedView | null;
  members: MemberView[];
  lanes: GroupLaneView[];
  ledger: LedgerView;
}

export interface UnknownGroupView {
  id: string;
  index: number;
}

export interface RemovedView {
  machine: string;
  reason: 'session timeout' | 'rebalance timeout' | 'left';
  silentMs: number;
  at: number;
}

export interface MemberView {
  memberId: string;
  machine: string;
  instanceId: string | null;
  former: boolean;
  leads: boolean;
  joining: boolean;
  assignment: TopicPartition[];
  sessionUntil: number;
}

export interface GroupLaneView {
  topic: string;
  partition: number;
  committed: Offset | null;
  position: Offset | null;
  readFrom: Offset | null;
  uncommitted: StretchView | null;
  unread: Offset;
  canRewind: boolean;
  lag: Offset | null;
  grown: number;
  owner: string | null;
  assigned: string | null;
  settled: boolean;
  reservedFor: string | null;
  nobodys: boolean;
  paused: boolean;
  working: number | null;
  again: AgainView[];
  doneAgain: StretchView[];
  lost: LostView[];
}

export interface StretchView {
  from: Offset;
  to: Offset;
}

export interface AgainView {
  offset: number;
  times: number;
}

export interface LedgerView {
  once: number;
  again: number;
  skipped: number;
  deleted: number;
  never: number;
  lost: number;
}

export interface LostView {
  from: number;
  to: number;
  how: 'skipped' | 'deleted' | 'never';
}

export interface WorkedView {
  topic: string;
  partition: number;
  offset: number;
  machine: string;
  at: number;
  times: number;
  cell: CellView | null;
}

export type MachineStatus = 'running' | 'stopping' | 'stopped' | 'crashed';

export interface MachineView {
  name: string;
  status: MachineStatus;
  condition: 'well' | 'cut' | 'stalled' | 'stopping' | 'stopped' | 'crashed';
  since: number;
  stalled: boolean;
  cut: boolean;
  blocked: BlockedView | null;
  error: ErrorView | null;
  /** Not there where it is none. */
  tool: ToolView | undefined;
  settings: [string, string][];
}

export interface BlockedView {
  call: string;
  since: number;
  until: number;
}

export interface ErrorView {
  /** Of Kafka's client; `playground limit` where a program rests at a limit that is none of Kafka's. */
  exception: string;
  message: string;
  at: number;
}

export interface ProducerView {
  machine: MachineView;
  topic: string | null;
  client: string;
  partitioner: string;
  keys: KeyView[];
  ratePerKs: number;
  paused: boolean;
  waiting: number;
  batches: BatchView[];
  sent: number;
  acknowledged: number;
  failed: number;
}

export interface KeyView {
  key: string;
  tint: number | null;
  partition: number | null;
}

export interface BatchView {
  topic: string;
  partition: number;
  records: FlyingRecordView[];
  count: number;
  attempts: number;
}

export interface ConsumerView {
  machine: MachineView;
  group: string;
  memberId: string;
  member: string | null;
  topics: string[];
  byHand: boolean;
  workMs: number;
  commit: 'auto' | 'record' | 'batch' | 'before' | 'never';
  membership: 'unjoined' | 'joining' | 'syncing' | 'stable';
  pollOverdue: boolean;
  cooperative: boolean;
  handingOver: TopicPartition[];
  instanceId: string | null;
  generation: number;
  assignment: TopicPartition[];
  paused: TopicPartition[];
  hand: HandView[];
  handCount: number;
  doneUncommitted: number;
  commitInAir: boolean;
  doing: 'working' | 'polling' | 'committing' | 'closing' | 'calling' | 'waiting' | 'resting' | 'stalled' | 'off';
  workUntil: number | null;
  buffered: number;
}

export interface HandView {
  topic: string;
  partition: number;
  offset: number;
  key: string | null;
  tint: number | null;
  value: string | null;
  state: 'waiting' | 'working' | 'done';
}

export interface FlightView {
  id: number;
  api: string;
  response: boolean;
  machine: string;
  group: string | null;
  left: number;
  arrives: number;
  error: string | null;
  records: FlyingRecordView[];
  count: number;
  offsets: FlyingOffsetView[];
  partitions: TopicPartition[];
}

export interface FlyingRecordView {
  topic: string;
  partition: number;
  offset: number | null;
  key: string | null;
  tint: number | null;
}

export interface FlyingOffsetView {
  topic: string;
  partition: number;
  offset: Offset;
}
