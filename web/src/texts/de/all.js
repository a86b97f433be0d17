/**
 * The page in German. Kafka's own words (topic, partition, offset, committed,
 * lag, ...), its settings, states and commands stay as they are; whoever reads
 * is called "du".
 */

import { damage } from './damage.js';
import { dialogs } from './dialogs.js';
import { drawer } from './drawer.js';
import { faithful } from './faithful.js';
import { figure } from './figure.js';
import { forms } from './forms.js';
import { header } from './header.js';
import { help } from './help.js';
import { inspector } from './inspector.js';
import { journal } from './journal.js';
import { mishaps } from './mishaps.js';
import { narrator } from './narrator.js';
import { opening } from './opening.js';
import { rest } from './rest.js';
import { skip } from './skip.js';
import { stage } from './stage.js';
import { why } from './why.js';

export const tables = { damage, dialogs, drawer, faithful, figure, forms, header, help, inspector, journal, mishaps, narrator, opening, rest, skip, stage, why };
